import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { packages, root } from './documents.ts'

export { root }

/** Absolute paths of everything that is published. */
export function sourceFiles(): string[] {
  return packages.flatMap((folder) =>
    readdirSync(join(root, folder, 'src'), { recursive: true, encoding: 'utf8' })
      .filter((path) => path.endsWith('.ts'))
      .map((path) => join(root, folder, 'src', path)),
  )
}
