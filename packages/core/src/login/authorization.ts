import { createHash, randomBytes } from 'node:crypto'
import { AuthorizationError } from '../errors.ts'
import { phrase } from '../phrase.ts'
import type { ProviderAdapter } from '../provider/provider.ts'
import type { Context } from '../refresh/context.ts'
import { adapterFault } from './adapter-fault.ts'

/** A login in progress, sealed in the store under its state until the browser comes back. */
export interface Authorization {
  provider: string
  redirectUri: string
  codeVerifier?: string
  nonce?: string
  /** The account that must consent; another one is refused. */
  account?: string
  /** The account's name where the provider does not tell. */
  accountName?: string
  scopes?: string[]
  returnTo?: string
}

export interface AuthorizeRequest {
  account?: string
  accountName?: string
  scopes?: string[]
  returnTo?: string
}

/** How long the owner may take to consent. */
const lifetime = 10 * 60_000

/** What a state that was made here looks like. */
const ownState = /^[\w-]{43}$/

/** Makes the consent link. The verifier stays here. */
export async function beginAuthorization(
  context: Context,
  adapter: ProviderAdapter,
  request: AuthorizeRequest,
): Promise<{ url: string; state: string; expiresAt: Date }> {
  const proposed = randomBytes(32).toString('base64url')
  const { scopes, account } = request
  const start = await adapter
    .authorizationUrl({
      state: proposed,
      timeout: context.timeouts.provider,
      ...(scopes && { scopes }),
      ...(account !== undefined && { account }),
    })
    .catch((error: unknown) => {
      throw adapterFault(error, adapter.id, phrase`make the consent link`)
    })
  const authorization: Authorization = {
    ...request,
    provider: adapter.id,
    redirectUri: start.redirectUri,
    ...(start.codeVerifier !== undefined && { codeVerifier: start.codeVerifier }),
    ...(start.nonce !== undefined && { nonce: start.nonce }),
  }
  const state = start.state ?? proposed
  const { external } = adapter
  // A gateway that finishes a consent by itself sends nobody back here.
  if (!external || external.connect) await keepAuthorization(context, state, authorization)
  return { url: start.url, state, expiresAt: new Date(context.clock.now() + lifetime) }
}

/** Keeps a login until its callback comes. */
export async function keepAuthorization(
  context: Context,
  state: string,
  authorization: Authorization,
): Promise<void> {
  const key = keyOf(state)
  const cipher = await context.cipher()
  const sealed = await cipher.seal(JSON.stringify(authorization), { subject: key, kind: 'authorization' })
  await context.store.putAuthorization(key, sealed, lifetime)
}

/**
 * Takes the login that a callback belongs to, with its state; a second callback of it finds nothing.
 * @throws AuthorizationError
 */
export async function takeAuthorization(
  context: Context,
  callback: URL,
): Promise<Authorization & { state: string }> {
  const states = statesIn(callback)
  if (states.length === 0) {
    throw new AuthorizationError(
      phrase`The callback carries no state, so it belongs to no login that was started here. Start with \`oauth-tokens login\` or authorize(), not with a link from elsewhere.`,
      { code: 'missing_state' },
    )
  }
  for (const state of states) {
    const key = keyOf(state)
    const sealed = await context.store.takeAuthorization(key)
    if (sealed === undefined) continue
    const opened = await (await context.cipher()).open(sealed, { subject: key, kind: 'authorization' })
    return { ...(JSON.parse(opened) as Authorization), state }
  }
  throw new AuthorizationError(
    phrase`The callback belongs to no login in progress here: it was used already, is older than 10 minutes, or was started with another store. Log in again.`,
    { code: 'unknown_state' },
  )
}

/**
 * Some servers have another name for the state, which the adapter knows; and which adapter it is, only the state tells.
 * So what looks like one of ours is tried: it is as hard to guess under any name.
 */
function statesIn({ searchParams }: URL): string[] {
  const state = searchParams.get('state')
  if (state) return [state]
  return [...new Set(searchParams.values())].filter((value) => ownState.test(value)).slice(0, 5)
}

/** The state is not kept either: whoever reads the store cannot finish a login with it. */
function keyOf(state: string): string {
  return createHash('sha256').update(state).digest('base64url')
}
