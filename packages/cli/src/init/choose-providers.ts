import { phrase } from '@oauth-tokens/core/phrase'
import { type AdapterName, adapters, isAdapterName } from '../adapters.ts'
import { UsageError } from '../usage-error.ts'
import type { Asker } from './asker.ts'
import { guideOf } from './guides/guide-of.ts'

export interface ChosenProviders {
  /** As they were named: the prefixes of `--set`. */
  names: string[]
  adapters: AdapterName[]
  /** The emulated ones too. */
  sandbox: boolean
}

/** Real ones come first: they keep the shorter names. */
export async function chooseProviders(
  named: readonly string[] | undefined,
  asker: Asker | undefined,
): Promise<ChosenProviders> {
  const names =
    named ?? (await asker?.several(phrase`Which providers? (space chooses, Enter goes on)`, offers()))
  if (!names) {
    throw new UsageError(
      phrase`Nobody can be asked here: choose with --provider, one or more of ${[...adapterNames(), 'sandbox'].join(', ')}.`,
      { hint: 'oauth-tokens init --provider sandbox' },
    )
  }
  const unique = [...new Set(names)]
  return { names: unique, adapters: unique.filter(isAdapterName), sandbox: unique.includes('sandbox') }
}

function offers() {
  return [
    ...adapterNames().map((name) => ({ value: name as string, label: guideOf(name).title, hint: name })),
    { value: 'sandbox', label: phrase`Sandbox, to try it out without an account` },
  ]
}

function adapterNames(): AdapterName[] {
  return Object.keys(adapters) as AdapterName[]
}
