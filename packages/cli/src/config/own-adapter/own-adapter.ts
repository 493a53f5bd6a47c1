import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { ProviderDeclaration } from '@oauth-tokens/provider-oauth2'
import { isAdapterName } from '../../adapters.ts'

/** An adapter that does not come with the command: a module that makes it, or what it is told in data. */
export type OwnAdapter = { module: string } | { declaration: ProviderDeclaration }

/**
 * Whether a name is that of a module: a path, or a package. A word that is not installed is none, so that a misspelled
 * built-in adapter is told as such.
 */
export function isModule(name: string, folder: string): boolean {
  if (isAdapterName(name)) return false
  return isPath(name) || /^@[^/]+\/[^/]/.test(name) || (/^[\w.-]+$/.test(name) && isInstalled(name, folder))
}

export function isPath(name: string): boolean {
  return /^(\.{1,2}[\\/]|[\\/]|file:|[A-Za-z]:[\\/])/.test(name)
}

function isInstalled(name: string, folder: string): boolean {
  if (existsSync(join(folder, 'node_modules', name, 'package.json'))) return true
  const above = dirname(folder)
  return above !== folder && isInstalled(name, above)
}
