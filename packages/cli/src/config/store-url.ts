import { homedir } from 'node:os'
import { resolve } from 'node:path'
import { fileURLToPath } from 'node:url'

/** A store URL as it may be shown: without a password, wherever in it that stands. */
export function shownStore(url: string): string {
  if (!url.includes('://')) return url
  if (!URL.canParse(url)) return `${url.slice(0, url.indexOf('://'))}://…`
  const { protocol, host, pathname } = new URL(url)
  return `${protocol}//${host}${pathname}`
}

/**
 * A store URL with an absolute path: `file:./tokens` means the folder of whoever wrote it. One that cannot be meant
 * stays as it is: whoever opens the store says what is wrong with it.
 */
export function storeUrl(url: string, folder: string): string {
  if (url.startsWith('file://')) return pathOf(url) ?? url
  if (!url.startsWith('file:') || url === 'file:') return url
  const path = url.slice('file:'.length).replace(/^~(?=[\\/]|$)/, homedir())
  return `file:${resolve(folder, path)}`
}

function pathOf(url: string): string | undefined {
  try {
    return `file:${fileURLToPath(url)}`
  } catch {
    return undefined
  }
}
