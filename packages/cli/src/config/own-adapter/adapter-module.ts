import { existsSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { ConfigurationError } from '@oauth-tokens/core'
import { joined, type Phrase, phrase } from '@oauth-tokens/core/phrase'
import { runModule } from '../run-module.ts'
import { isPath } from './own-adapter.ts'

/** What a user's module exports. @throws ConfigurationError: it is not there, or cannot be run */
export async function adapterModule(name: string, folder: string): Promise<unknown> {
  const path = isPath(name) ? fileOf(name, folder) : await packageOf(name, folder)
  try {
    return await runModule(path)
  } catch (error) {
    throw unrunnable(name, path, error)
  }
}

function fileOf(name: string, folder: string): string {
  const path = name.startsWith('file:') ? fileURLToPath(name) : resolve(folder, name)
  if (existsSync(path)) return path
  throw adapterError(
    'adapter_not_found',
    phrase`There is no adapter ${path}: expected a module that exports a function of options. Paths in a configuration file are relative to it.`,
  )
}

async function packageOf(name: string, folder: string): Promise<string> {
  // Not by `require`, which does not see what a package exports for `import` alone.
  const { createJiti } = await import('jiti')
  const found = createJiti(join(folder, 'oauth-tokens.config.mjs')).esmResolve(name, { try: true })
  if (found !== undefined) return found.startsWith('file:') ? fileURLToPath(found) : found
  throw adapterError(
    'adapter_not_found',
    phrase`The package ${name} is not installed in ${folder}. Install it there: npm install ${name}`,
  )
}

function unrunnable(name: string, path: string, error: unknown): Error {
  const told = error instanceof Error ? `${error.name}: ${error.message}` : String(error)
  const failed = phrase`The adapter ${name} cannot be loaded (${told}).`
  const [, missing] = /Cannot find (?:package|module) '([^'./][^']*)'/.exec(told) ?? []
  const advice = missing
    ? phrase`Install what it imports: npm install ${missing} in ${dirname(path)}`
    : phrase`Mend it, and try it with: oauth-tokens providers test ${name}`
  return adapterError('adapter_failed', joined([failed, advice]))
}

/** What is wrong with an adapter of the user's. */
export function adapterError(code: string, what: Phrase, provider?: string): ConfigurationError {
  return new ConfigurationError(what, { code, ...(provider !== undefined && { provider }) })
}
