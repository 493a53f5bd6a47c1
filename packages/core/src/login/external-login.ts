import { sleep } from '../clock.ts'
import { connectionId, printable } from '../connection/connection-id.ts'
import { liveFacts } from '../connection/stored-connections.ts'
import { AuthorizationError, ConfigurationError } from '../errors.ts'
import { joined, type Phrase, phrase } from '../phrase.ts'
import type { ExternalAbility, ExternalState } from '../provider/abilities.ts'
import type { ProviderAdapter } from '../provider/provider.ts'
import type { Context } from '../refresh/context.ts'
import { externalRecord } from '../tokens/external-record.ts'
import type { TokenRecord } from '../tokens/token-record.ts'
import { adapterFault } from './adapter-fault.ts'
import { keepAuthorization } from './authorization.ts'
import type { DeviceLoginRequest, StartedDeviceLogin } from './device-login.ts'
import { saveLineage } from './save-lineage.ts'

/** How long the owner may take to consent at a gateway, and how often the gateway is asked. ms */
const patience = 10 * 60_000
const pause = 5_000
/** How many accounts a message names. */
const shown = 10

/** Finishes a consent with the callback that it led to: the gateway takes the tokens. @throws an OAuthTokensError */
export async function connectExternal(
  context: Context,
  adapter: ProviderAdapter,
  { connect, holder }: ExternalAbility,
  url: URL,
  expected: string | undefined,
): Promise<TokenRecord> {
  if (!connect) {
    throw new ConfigurationError(phrase`Callbacks of ${adapter.id} are not finished here: ${holder}`, {
      provider: adapter.id,
      code: 'tokens_held_elsewhere',
    })
  }
  const { provider: timeout } = context.timeouts
  const state = await connect({ url, timeout }).catch((error: unknown) => {
    throw adapterFault(error, adapter.id, phrase`connect the account`)
  })
  return saveExternal(context, adapter, state, expected)
}

/** For gateways that finish a consent by themselves: shows their link, and asks them until it is done. */
export async function beginExternalLogin(
  context: Context,
  adapter: ProviderAdapter,
  external: ExternalAbility,
  { account, signal }: DeviceLoginRequest,
): Promise<StartedDeviceLogin> {
  const { provider: timeout } = context.timeouts
  const asked = <Answer>(work: Promise<Answer>, task: Phrase) =>
    work.catch((error: unknown) => {
      throw adapterFault(error, adapter.id, task)
    })
  if (account === undefined) {
    const listed = external.list?.({ timeout }) ?? Promise.resolve([])
    throw unnamed(adapter.id, await asked(listed, phrase`list its accounts`))
  }
  const { tokens } = await context.store.read(connectionId(adapter.id, account))
  const before = liveFacts(tokens)?.refreshExpiresAt
  const { url, state } = await asked(external.link({ account, timeout }), phrase`make the consent link`)
  const expiresAt = context.clock.now() + patience
  // Whoever answers for the redirect URI may finish it by callback.
  if (external.connect && state !== undefined) {
    const { redirectUri = '' } = adapter
    await keepAuthorization(context, state, { provider: adapter.id, redirectUri, account })
  }
  const ended = signal ? AbortSignal.any([signal, context.closing]) : context.closing
  const done = async () => {
    for (;;) {
      const seen = await external.look({ account, timeout }).catch((error: unknown) => {
        const ours = adapterFault(error, adapter.id, phrase`tell how the account stands`)
        if (!ours.retryable) throw ours
      })
      // A consent that only prolongs what was there is seen by its later end.
      const renewed = before === undefined || (seen?.expiresAt ?? before) > before
      if (seen?.connected && renewed) return saveExternal(context, adapter, seen, account)
      if (context.clock.now() >= expiresAt) {
        throw new AuthorizationError(
          phrase`Nobody consented within 10 minutes. Log in again: oauth-tokens login ${adapter.id} --account ${account}`,
          { provider: adapter.id, code: 'consent_timeout' },
        )
      }
      await sleep(context.clock, pause, ended)
    }
  }
  return { verificationUrl: url, expiresAt: new Date(expiresAt), done: done() }
}

/** Notes a connection whose tokens a gateway keeps. @throws AuthorizationError when it is another account than expected */
async function saveExternal(
  context: Context,
  adapter: ProviderAdapter,
  state: ExternalState,
  expected: string | undefined,
): Promise<TokenRecord> {
  if (expected !== undefined && expected !== state.account) {
    throw new AuthorizationError(
      phrase`The gateway connected account ${state.account}, but ${expected} was expected. Nothing was stored. Log in again, signed in as the right account.`,
      { provider: adapter.id, code: 'account_mismatch' },
    )
  }
  if (!state.connected) {
    throw new AuthorizationError(
      phrase`The gateway says that ${state.account} is not connected. Open the link of oauth-tokens url ${adapter.id} again.`,
      { provider: adapter.id, code: 'not_connected' },
    )
  }
  const id = connectionId(adapter.id, state.account)
  return saveLineage(context, externalRecord(id, adapter, state, context.clock.now()), 'login')
}

function unnamed(provider: string, accounts: readonly ExternalState[]): ConfigurationError {
  const names = accounts
    .slice(0, shown)
    .map(({ account, label }) => printable(label === undefined ? account : `${account} (${label})`))
  const needed = phrase`${provider} has to know which account: name it with account (--account), as the gateway lists it.`
  const listed = [...names, ...(accounts.length > shown ? ['…'] : [])].join(', ')
  return new ConfigurationError(names.length === 0 ? needed : joined([needed, phrase`It lists ${listed}.`]), {
    provider,
    code: 'account_unnamed',
  })
}
