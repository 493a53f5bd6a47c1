import { type AdapterEntry, type AdapterName, adapters, variableSuffixes } from '../adapters.ts'
import type { ProviderSettings } from './settings.ts'

/** The providers that variables define, one for each adapter at most. Only used where there is no file. */
export function environmentProviders(
  variable: (name: string) => string | undefined,
): (ProviderSettings & { adapter: AdapterName })[] {
  return (Object.keys(adapters) as AdapterName[]).flatMap((adapter) => {
    const { prefix, options, variables }: AdapterEntry = adapters[adapter]
    if (prefix === undefined) return []
    const values: Record<string, unknown> = {}
    const suffixes = Object.entries({ ...variableSuffixes, ...variables })
    for (const [suffix, option] of suffixes.filter(([, option]) => option in options)) {
      const value = variable(`${prefix}_${suffix}`)
      if (value !== undefined)
        values[option] = option === 'scopes' ? value.split(/[\s,]+/).filter(Boolean) : value
    }
    if (Object.keys(values).length === 0) return []
    return [{ adapter, id: adapter, values, nameOf: (option) => variableName(prefix, option, suffixes) }]
  })
}

function variableName(prefix: string, option: string, suffixes: readonly [string, string][]): string {
  const suffix = suffixes.find(([, name]) => name === option)?.[0]
  return suffix ? `${prefix}_${suffix}` : option
}
