import type { Phrase, Said } from '@oauth-tokens/core/phrase'
import type { AdapterName } from '../adapters.ts'
import type { Asker } from './asker.ts'
import type { GivenAnswers } from './given-answers.ts'

/** A provider as it is going to stand in the configuration. */
export interface NewProvider {
  adapter: AdapterName
  id: string
  values: Readonly<Record<string, unknown>>
  /** Instead of the guide's own words, in the configuration. */
  about?: readonly Said[]
  /** For `.env`: what the values refer to. */
  variables: Readonly<Record<string, string>>
}

export interface Collecting {
  given: GivenAnswers
  /** Absent: nobody can be asked. */
  asker: Asker | undefined
  /** Ids that are taken. */
  taken: ReadonlySet<string>
  /** Gets what nobody has answered, with the flag that does. */
  missing: Phrase[]
}
