import { dirname } from 'node:path'
import { ConfigurationError } from '@oauth-tokens/core'
import { joined, type Phrase, phrase } from '@oauth-tokens/core/phrase'
import { type AdapterName, isAdapterName } from '../adapters.ts'
import { read } from './check-schema.ts'
import { checkOwnProvider, hasOwnAdapter } from './own-adapter/check-own-provider.ts'
import type { OwnAdapter } from './own-adapter/own-adapter.ts'
import { adapterSchema, configSchema, providerSchema } from './schema.ts'

/** A configuration whose form is right; providers keep their `{ env }` and `{ file }` until they are used. */
export interface CheckedConfig {
  store?: string
  encryptionKeys?: unknown[]
  lang?: 'en' | 'vi'
  refreshMargin?: number | string
  rescueDir?: string | false
  allowHosts?: string[]
  reauthorizationLink?: string
  notify?: { command: string[] } | { url: string; secret: unknown }
  providers: { adapter: AdapterName | OwnAdapter; id: string; values: Record<string, unknown> }[]
}

/** @throws ConfigurationError that names each wrong key and what was expected; never a value */
export function checkConfig(exported: unknown, file: string): CheckedConfig {
  const problems: Phrase[] = []
  const config = read(configSchema, exported, '', problems)
  const providers = providersIn(exported).flatMap((entry, index) => {
    const provider = checkProvider(entry, `providers[${index}]`, dirname(file), problems)
    return provider ? [provider] : []
  })
  const ids = providers.map(({ id }) => id)
  for (const id of new Set(ids.filter((id, index) => ids.indexOf(id) !== index))) {
    problems.push(phrase`providers: two have the id "${id}"; give one of them another "id"`)
  }
  if (problems.length > 0) {
    throw new ConfigurationError(phrase`${file}: ${joined(problems, '; ')}.`, {
      code: 'invalid_config',
    })
  }
  return { ...config, providers }
}

/** Looked into even where the rest is wrong, so that all mistakes are told at once. */
function providersIn(exported: unknown): unknown[] {
  const { providers } = (exported ?? {}) as { providers?: unknown }
  return Array.isArray(providers) ? providers : []
}

function checkProvider(
  entry: unknown,
  where: string,
  folder: string,
  problems: Phrase[],
): CheckedConfig['providers'][number] | undefined {
  if (hasOwnAdapter(entry, folder)) return checkOwnProvider(entry, where, problems)
  const adapter = read(adapterSchema, entry, where, problems)?.adapter
  if (typeof adapter !== 'string' || !isAdapterName(adapter)) return undefined
  const checked = read(providerSchema(adapter), entry, where, problems)
  if (!checked) return undefined
  const { adapter: _, id, ...values } = checked
  return { adapter, id: typeof id === 'string' ? id : adapter, values }
}
