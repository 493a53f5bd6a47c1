import { ConfigurationError } from '@oauth-tokens/core'
import type { AdapterName } from '../adapters.ts'
import { loadProvider } from '../config/load-provider.ts'
import type { Collecting, NewProvider } from './collecting.ts'
import type { GivenAnswers } from './given-answers.ts'
import { guideOf } from './guides/guide-of.ts'
import { answersOf } from './provider-answers.ts'
import { askId } from './provider-id.ts'

/** Asks for whatever an adapter needs and nobody gave yet, until the adapter itself accepts it. */
export async function collectProvider(adapter: AdapterName, collecting: Collecting): Promise<NewProvider> {
  const { asker, missing } = collecting
  const guide = guideOf(adapter)
  asker?.tell([guide.title, ...guide.console])
  const id = await askId(adapter, collecting)
  let before: ReadonlyMap<string, string> | undefined
  for (;;) {
    const { provider, answers } = await answersOf(adapter, id, collecting, before)
    if (missing.length > 0) return provider
    const wrong = await refusal(provider, collecting.given)
    if (!wrong) return provider
    if (!asker) throw wrong
    asker.tell([wrong.phrase ?? wrong.message])
    before = answers
  }
}

/** What the adapter has against its options. */
async function refusal(
  { adapter, id, values, variables }: NewProvider,
  { variable }: GivenAnswers,
): Promise<ConfigurationError | undefined> {
  const lookUp = (name: string) => variables[name] ?? variable(name)
  try {
    await loadProvider(
      { folder: '.', variable: lookUp },
      {
        adapter,
        id,
        values,
        nameOf: (option) => option,
      },
    )
    return undefined
  } catch (error) {
    if (error instanceof ConfigurationError) return error
    throw error
  }
}
