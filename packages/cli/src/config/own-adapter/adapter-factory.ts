import type { ProviderAdapter } from '@oauth-tokens/core'
import { phrase } from '@oauth-tokens/core/phrase'
import { adapterError } from './adapter-module.ts'
import { isStandardSchema, type StandardSchema } from './standard-schema.ts'

export type Options = Readonly<Record<string, unknown>>

/** What a module of the user's brings: the same face as the built-in adapters have. */
export interface AdapterFactory {
  /** As the configuration has it: in messages. */
  name: string
  create(options: Options & { id: string }): ProviderAdapter
  /** Checks the options, all but the id. */
  schema?: StandardSchema
}

/** The function that makes the adapter: the default export, or the only function that is exported. @throws ConfigurationError */
export function adapterFactory(name: string, exported: unknown): AdapterFactory {
  const members = membersOf(exported)
  const { optionsSchema } = members
  const schema = isStandardSchema(optionsSchema) ? { schema: optionsSchema } : {}
  if (typeof members.default === 'function') return { name, create: members.default as never, ...schema }
  const functions = Object.entries(members).filter(
    ([key, member]) => typeof member === 'function' && key !== 'optionsSchema',
  )
  const [only, ...others] = functions
  if (only && others.length === 0) return { name, create: only[1] as never, ...schema }
  throw adapterError(
    'invalid_adapter',
    only
      ? phrase`The adapter ${name} exports several functions (${functions.map(([key]) => key).join(', ')}): make the one that makes the adapter its default export.`
      : phrase`The adapter ${name} exports no function: expected one such as "export const acme = (options) => defineOAuthProvider({ … })", or declareProvider({ … }).`,
  )
}

/** What CommonJS exports comes as a default export. */
function membersOf(exported: unknown): Record<string, unknown> {
  const members = { ...(exported as Record<string, unknown>) }
  const { default: inner } = members
  return typeof inner === 'object' && inner !== null ? { ...members, ...membersOf(inner) } : members
}
