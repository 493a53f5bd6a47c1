import type { ProviderAdapter } from '@oauth-tokens/core'
import { joined, phrase } from '@oauth-tokens/core/phrase'
import { lacking } from './adapter-face.ts'
import type { AdapterFactory, Options } from './adapter-factory.ts'
import { adapterError } from './adapter-module.ts'
import { validated } from './standard-schema.ts'

interface Making {
  id: string
  options: Options
  /** How the user calls an option. */
  nameOf(option: string): string
}

/** Lets the user's function make the adapter, and looks at what it made. @throws ConfigurationError */
export function makeAdapter(factory: AdapterFactory, { id, options, nameOf }: Making): ProviderAdapter {
  const { name, create, schema } = factory
  const wrong = (code: string, what: Parameters<typeof adapterError>[1]) =>
    adapterError(code, joined([phrase`Provider "${id}" (${name}):`, what]), id)
  const checked = schema === undefined ? { options } : validated(schema, options, nameOf)
  if (checked === 'not at once') {
    throw wrong('invalid_adapter', phrase`optionsSchema answers with a promise: it must check at once.`)
  }
  if ('problems' in checked) {
    throw wrong('invalid_option', joined([hiding(options)(checked.problems.join('; ')), '.'], ''))
  }
  let made: ProviderAdapter
  try {
    made = create({ ...checked.options, id })
  } catch (error) {
    // Told by name: the user's module brings classes of its own copy of the library.
    if (error instanceof Error && error.name === 'ConfigurationError') throw error
    const told = error instanceof Error ? `${error.name}: ${error.message}` : String(error)
    throw wrong(
      'adapter_failed',
      phrase`its function throws (${hiding(options)(told)}). Mend it, and try it with: oauth-tokens providers test ${name}`,
    )
  }
  const problem = lacking(made, id)
  if (problem) throw wrong('invalid_adapter', problem)
  return made
}

/** Nobody has checked what a foreign message holds: what was given to the module must not come back in it. */
function hiding(options: Options): (text: string) => string {
  const values = textsIn(options)
    .filter((text) => text.length >= 6)
    .sort((one, other) => other.length - one.length)
  return (text) => values.reduce((shown, value) => shown.replaceAll(value, '…'), text)
}

function textsIn(value: unknown): string[] {
  if (typeof value === 'string') return [value]
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsIn) : []
}
