import { liveFacts } from '../connection/stored-connections.ts'
import { ConfigurationError } from '../errors.ts'
import { phrase } from '../phrase.ts'
import type { Context } from '../refresh/context.ts'

/**
 * Refuses a single-use refresh token from elsewhere that is known to be spent (an old backup), or that another
 * connection lives on: the two would spend it twice. @throws ConfigurationError
 */
export async function refuseKnownGrant(
  context: Context,
  connection: string,
  refreshToken: string,
): Promise<void> {
  const { store } = context
  const cipher = await context.cipher()
  const facts = liveFacts((await store.read(connection)).tokens)
  if (facts?.spent?.some((digest) => cipher.matches(refreshToken, digest))) throw spentAlready(connection)
  const owner = await notedOwner(context, refreshToken)
  if (owner === undefined || owner === connection) return
  if (liveFacts((await store.read(owner)).tokens) === undefined) return
  throw grantInUse(connection, owner)
}

/** `owner`: the connection that went on from it. */
export function spentAlready(owner: string): ConfigurationError {
  return new ConfigurationError(
    phrase`This refresh token of ${owner} was spent already: what is stored is newer. Import the newest answer of the provider, or log in again; with force (--force) it is taken all the same.`,
    { connection: owner, code: 'refresh_token_spent' },
  )
}

export function grantInUse(connection: string, owner: string): ConfigurationError {
  return new ConfigurationError(
    phrase`This refresh token is that of ${owner} already, and works once. Use that connection, or forget it first; with force (--force) it is imported all the same.`,
    { connection, code: 'grant_in_use' },
  )
}

/** Notes whose refresh token this is. */
export async function noteGrant(
  { store, cipher }: Context,
  connection: string,
  refreshToken: string,
): Promise<void> {
  const key = noteOf((await cipher()).fingerprint(refreshToken))
  const { value } = await store.readNote(key)
  // Who notes the same at the same time imports the same; the next import is told either name.
  if (value !== connection) await store.swapNote(key, value, connection)
}

/** What was noted of a refresh token under older keys is noted under the first one. */
export async function moveGrantNote(context: Context, refreshToken: string | undefined): Promise<void> {
  if (refreshToken === undefined) return
  const { store } = context
  const [present = '', ...older] = (await context.cipher()).fingerprints(refreshToken).map(noteOf)
  for (const key of older) {
    const { value } = await store.readNote(key)
    if (value === undefined) continue
    await store.swapNote(present, undefined, value)
    await store.swapNote(key, value, undefined)
  }
}

/** Noted with whichever key was the first one then. */
async function notedOwner({ store, cipher }: Context, refreshToken: string): Promise<string | undefined> {
  for (const digest of (await cipher()).fingerprints(refreshToken)) {
    const { value } = await store.readNote(noteOf(digest))
    if (value !== undefined) return value
  }
  return undefined
}

function noteOf(digest: string): string {
  return `grant:${digest}`
}
