import { type Phrase, phrase } from '@oauth-tokens/core/phrase'
import type { ProviderDeclaration } from '@oauth-tokens/provider-oauth2'
import * as zod from 'zod'
import type { CheckedConfig } from '../check-config.ts'
import { read } from '../check-schema.ts'
import { expects } from '../expectations.ts'
import { kinds, providerId, text } from '../schema.ts'
import { declarationSchema } from './declaration-schema.ts'
import { isModule, type OwnAdapter } from './own-adapter.ts'

const named = () =>
  providerId(
    expects(phrase`expected a name for this provider, in quotes: the ids of its connections begin with it`),
  )

/** Its options are its own, and checked when it is loaded. */
const moduleSchema = () => zod.looseObject({ adapter: text, id: named() })

const declaredSchema = () =>
  zod.strictObject({
    adapter: declarationSchema(),
    id: named(),
    clientId: kinds.value.optional(),
    clientSecret: kinds.values.optional(),
    redirectUri: kinds.value.optional(),
    scopes: kinds.texts.optional(),
    baseUrl: kinds.value.optional(),
    endpoints: kinds.endpoints.optional(),
  })

/** Whether a provider brings its adapter along. */
export function hasOwnAdapter(entry: unknown, folder: string): boolean {
  const { adapter } = (entry ?? {}) as { adapter?: unknown }
  if (typeof adapter === 'string') return isModule(adapter, folder)
  return typeof adapter === 'object' && adapter !== null && !Array.isArray(adapter)
}

/** Loads nothing: a module is loaded when its provider is used. */
export function checkOwnProvider(
  entry: unknown,
  where: string,
  problems: Phrase[],
): CheckedConfig['providers'][number] | undefined {
  const inModule = typeof (entry as { adapter: unknown }).adapter === 'string'
  const checked = read(inModule ? moduleSchema() : declaredSchema(), entry, where, problems)
  if (!checked) return undefined
  const { adapter: given, id, ...values } = checked
  const adapter: OwnAdapter = inModule
    ? { module: String(given) }
    : { declaration: given as ProviderDeclaration }
  return { adapter, id: String(id), values }
}
