import { defineOAuthProvider, type ProviderAdapter } from '@oauth-tokens/core'
import { accountOf } from './account.ts'
import { callbackDoubt } from './callback-doubt.ts'
import { discoveringServer } from './discovered-server.ts'
import type { OAuth2Options } from './oauth2-options.ts'
import { serverDefinition } from './server-definition.ts'

/** Milliseconds for discovery where a call brings no time limit of its own. */
const patience = 10_000

/** What every adapter of a discovered server can do; whether the server can, it says when it is asked. */
type Able = ProviderAdapter &
  Required<Pick<ProviderAdapter, 'clientCredentials' | 'device' | 'identify' | 'revoke'>>

/** An adapter whose endpoints are asked for when they are first needed. */
export function discoveredProvider(options: OAuth2Options, issuer: string): ProviderAdapter {
  const { accountClaim = 'sub' } = options
  // Checks the options now, and says everything that must be known before the server is asked.
  const idle = defineOAuthProvider(serverDefinition(options, { issuer, endpoints: { token: issuer } }))
  const { found, within } = discoveringServer(options, issuer)

  /** Does with the found adapter what is asked of this one. */
  const call =
    <Request extends { timeout: number }, Outcome>(
      ability: (adapter: Able) => (request: Request) => Promise<Outcome>,
    ) =>
    (request: Request) =>
      within(request.timeout, (adapter, left) => ability(adapter as Able)({ ...request, timeout: left }))

  const adapter = {
    ...idle,
    authorizationUrl: async (request) => (await found(patience)).adapter.authorizationUrl(request),
    doubtCallback: async (url) => callbackDoubt(url, (await found(patience)).server),
    exchange: call((adapter) => adapter.exchange),
    refresh: call((adapter) => adapter.refresh),
    revoke: call((adapter) => adapter.revoke),
    device: {
      start: async (request) => ((await found(patience)).adapter as Able).device.start(request),
      poll: call((adapter) => adapter.device.poll),
    },
    ...(idle.clientCredentials && { clientCredentials: call((adapter) => adapter.clientCredentials) }),
    ...(idle.identify && {
      async identify(request) {
        const { adapter, server, verify } = await found(patience)
        const { userInfo } = { ...server.endpoints, ...options.endpoints }
        return accountOf(request, {
          accountClaim: accountClaim || 'sub',
          verify,
          userInfo: userInfo === undefined ? undefined : adapter.identify,
        })
      },
    }),
  } satisfies Omit<ProviderAdapter, 'configuration'>
  // Not enumerable, as in every adapter: a digest of the secret has no business in what is printed.
  return Object.defineProperty(adapter, 'configuration', { value: idle.configuration }) as ProviderAdapter
}
