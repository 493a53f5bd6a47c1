import { ConfigurationError } from '@oauth-tokens/core'
import { joined, type Phrase, phrase } from '@oauth-tokens/core/phrase'
import type { ZodObject } from 'zod'
import { type AdapterName, isAdapterName } from '../adapters.ts'
import { closest } from './closest.ts'
import { expectationOf } from './expectations.ts'
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
  providers: { adapter: AdapterName; id: string; values: Record<string, unknown> }[]
}

type Issue = { code?: string; path: PropertyKey[]; message: string; keys?: string[] }

/** @throws ConfigurationError that names each wrong key and what was expected; never a value */
export function checkConfig(exported: unknown, file: string): CheckedConfig {
  const problems: Phrase[] = []
  const config = read(configSchema, exported, '', problems)
  const providers = providersIn(exported).flatMap((entry, index) => {
    const provider = checkProvider(entry, `providers[${index}]`, problems)
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
  problems: Phrase[],
): CheckedConfig['providers'][number] | undefined {
  const adapter = read(adapterSchema, entry, where, problems)?.adapter
  if (typeof adapter !== 'string' || !isAdapterName(adapter)) return undefined
  const checked = read(providerSchema(adapter), entry, where, problems)
  if (!checked) return undefined
  const { adapter: _, id, ...values } = checked
  return { adapter, id: typeof id === 'string' ? id : adapter, values }
}

function read(
  schema: ZodObject,
  value: unknown,
  where: string,
  problems: Phrase[],
): Record<string, unknown> | undefined {
  const result = schema.safeParse(value)
  if (result.success) return result.data
  const known = Object.keys(schema.shape)
  for (const issue of result.error.issues as Issue[]) problems.push(...describe(issue, where, known))
  return undefined
}

function describe({ code, path, message, keys }: Issue, where: string, known: string[]): Phrase[] {
  const place = path.reduce<string>(join, where)
  if (code !== 'unrecognized_keys') return [told(place, expectationOf(message))]
  return (keys ?? []).map((key) => told(join(place, key), unknownKey(key, path.length > 0 ? [] : known)))
}

function told(place: string, what: Phrase): Phrase {
  return place ? joined([place, what], ': ') : what
}

function unknownKey(key: string, known: string[]): Phrase {
  const meant = closest(key, known)
  if (meant) return phrase`unknown key (did you mean "${meant}"?)`
  return known.length > 0 ? phrase`unknown key; known are ${known.join(', ')}` : phrase`unknown key`
}

function join(place: string, key: PropertyKey): string {
  if (typeof key === 'number') return `${place}[${key}]`
  return place ? `${place}.${String(key)}` : String(key)
}
