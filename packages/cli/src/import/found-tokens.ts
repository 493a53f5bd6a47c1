import type { ImportedTokens } from '@oauth-tokens/core'
import type { Said } from '@oauth-tokens/core/phrase'
import type { AdapterName } from '../adapters.ts'

/** The tokens of one connection as a file has them, and what it says of whose they are. */
export interface FoundTokens {
  /** "tokens.csv, line 3" */
  where: Said
  tokens: Omit<ImportedTokens, 'provider' | 'account'>
  provider?: string
  account?: string
  /** Taken where neither the file nor a flag says it outright. */
  guess?: {
    /** Ids in the order to try; only one that is configured is taken. */
    providers?: readonly string[]
    /** The provider that is configured with this adapter, if it is the only one. */
    adapter?: AdapterName
    /** Another program's name for it. */
    account?: string
  }
}
