import { existsSync } from 'node:fs'
import { basename, extname, join, resolve } from 'node:path'
import { phrase } from '@oauth-tokens/core/phrase'
import type { ProviderDeclaration } from '@oauth-tokens/provider-oauth2'
import type { CommandContext } from '../command.ts'
import { requireProvider, resolveOptions } from '../config/load-provider.ts'
import { loadSettings } from '../config/load-settings.ts'
import type { AdapterFactory } from '../config/own-adapter/adapter-factory.ts'
import { loadFactory } from '../config/own-adapter/load-own-adapter.ts'
import { isModule, isPath } from '../config/own-adapter/own-adapter.ts'
import { UsageError } from '../usage-error.ts'

/** The adapter to test. */
export interface Subject {
  id: string
  factory: AdapterFactory
  /** What it needs beside the usual options. */
  options: Readonly<Record<string, unknown>>
  declaration?: ProviderDeclaration
  /** Where its recordings are looked for. */
  beside?: string
}

/** What every adapter is given by the contract itself: nothing of the real app is used. */
const given = new Set(['clientId', 'clientSecret', 'redirectUri', 'baseUrl', 'endpoints'])

/** @param name a module, a package, or the id of a configured provider */
export async function subjectOf(context: CommandContext, name: string): Promise<Subject> {
  if (isModuleHere(name, context.cwd)) {
    const module = isPath(name) || !existsSync(join(context.cwd, name)) ? name : `./${name}`
    const factory = await loadFactory({ module }, context.cwd)
    return { id: 'adapter-under-test', factory, options: {}, ...besideOf(module, context.cwd) }
  }
  const settings = await loadSettings(context)
  const provider = requireProvider(settings, name)
  const { id, adapter, values, nameOf } = provider
  if (typeof adapter !== 'object') {
    throw new UsageError(
      phrase`Provider "${id}" uses the built-in adapter ${adapter}, which is tested where it is made: this command is for adapters of your own.`,
    )
  }
  const own = Object.fromEntries(Object.entries(values).filter(([option]) => !given.has(option)))
  return {
    id,
    factory: await loadFactory(adapter, settings.folder),
    options: resolveOptions(settings, { values: own, nameOf }),
    ...('declaration' in adapter
      ? { declaration: adapter.declaration }
      : besideOf(adapter.module, settings.folder)),
  }
}

/** Also without a `./` in front, as files are named everywhere else. */
function isModuleHere(name: string, cwd: string): boolean {
  return isModule(name, cwd) || (/\.[cm]?[jt]s$/.test(name) && existsSync(join(cwd, name)))
}

function besideOf(module: string, folder: string): Pick<Subject, 'beside'> {
  if (!isPath(module)) return {}
  const path = resolve(folder, module)
  return { beside: join(path, '..', `${basename(path, extname(path))}.recordings.json`) }
}
