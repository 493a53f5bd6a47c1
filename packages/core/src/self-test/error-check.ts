import { OAuthTokensError } from '../errors.ts'
import { type Phrase, phrase } from '../phrase.ts'
import type { TokenStore } from '../store/token-store.ts'
import { Hazard } from './store-check.ts'
import { type Trial, trialRecord } from './trial.ts'

/** A connection to the store that fails says so: "not there" would make processes log in anew, over good tokens. */
export async function tellsErrors(trial: Trial, another: (() => TokenStore) | undefined): Promise<Phrase> {
  if (!another)
    return phrase`Not tried: a store that was given as an object cannot be made to fail here. storeContract of @oauth-tokens/core/testing tries it.`
  const connection = trial.connection()
  const key = trial.key()
  const record = trialRecord(connection, 1)
  const failing = another()
  try {
    await failing.save(connection, undefined, record)
    await failing.swapNote(key, undefined, 'note')
    await failing.writeHistory(connection, 'history')
    await failing.putAuthorization(key, 'login', 60_000)
    await failing.close()
    const asked: Record<string, () => Promise<boolean>> = {
      read: async () => (await failing.read(connection)).tokens === record,
      list: async () => (await failing.list()[Symbol.asyncIterator]().next()).done !== true,
      readNote: async () => (await failing.readNote(key)).value === 'note',
      readHistory: async () => (await failing.readHistory(connection)) === 'history',
      takeAuthorization: async () => (await failing.takeAuthorization(key)) === 'login',
    }
    for (const [name, ask] of Object.entries(asked)) {
      const right = await ask().catch((error: unknown) => error instanceof OAuthTokensError)
      if (right) continue
      throw new Hazard(
        phrase`On a connection that was closed, ${name} answered that nothing is there, or failed without saying why.`,
        phrase`A cache or client that swallows errors stands before the store. Connect without it, or let it throw (throwOnErrors).`,
      )
    }
  } finally {
    await failing.close()
  }
  return phrase`Everything that is asked on a connection that was closed fails, and nothing is told to be absent.`
}
