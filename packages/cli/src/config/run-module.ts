import { extname } from 'node:path'
import { pathToFileURL } from 'node:url'

/** What a script or a TypeScript file exports. @throws whatever it throws */
export async function runModule(path: string): Promise<unknown> {
  if (!/^\.[cm]?ts$/.test(extname(path))) return import(pathToFileURL(path).href)
  const { createJiti } = await import('jiti')
  return createJiti(import.meta.url).import(path)
}
