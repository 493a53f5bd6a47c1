import { ProviderUnavailableError } from '../errors.ts'
import { joined, type Phrase, phrase, type Said } from '../phrase.ts'
import type { ExternalAbility } from '../provider/abilities.ts'
import { configurationDigest } from '../provider/configuration-digest.ts'
import { credential, providerId, redirectAddress } from '../provider/credential.ts'
import type { OAuthProviderDefinition } from '../provider/definition.ts'
import type { RawAnswer } from '../provider/dialect.ts'
import { endpointUrl, isLoopback } from '../provider/endpoint-url.ts'
import { optionError } from '../provider/option-error.ts'
import type { ProviderAdapter, RedeemOutcome } from '../provider/provider.ts'
import { readCallback } from '../provider/read-callback.ts'
import { type GatewayCall, type GatewayReading, gatewayCall } from './gateway-call.ts'

/** The options that every gateway takes. */
export interface GatewayOptions {
  /** First part of connection ids, `[a-z][a-z0-9-]*`. @default the adapter's name */
  id?: string | undefined
  /** The key that the gateway gave. */
  apiKey: string
  /** The app at the provider behind the gateway. */
  clientId?: string | undefined
  clientSecret?: string | undefined
  /** Where a browser comes back to after a consent. */
  redirectUri?: string | undefined
  /** Sends every call to one origin; a path prefix is kept. */
  baseUrl?: string | undefined
}

/** The checked settings of a gateway, and how it is called. */
export interface Gateway extends Pick<GatewayOptions, 'clientId' | 'clientSecret' | 'redirectUri'> {
  id: string
  call: GatewayCall
}

/** A service that keeps an account's tokens itself, in data: what differs from one to another. */
export interface GatewayDefinition extends Pick<OAuthProviderDefinition, 'readCallback'> {
  /** The adapter's kind. */
  adapter: string
  options: GatewayOptions
  /** The gateway's own address. */
  baseUrl: string
  headers(apiKey: string): Record<string, string>
  /** What an answer says; undefined: it is no answer. */
  read(answer: RawAnswer): GatewayReading | undefined
  external(gateway: Gateway): ExternalAbility
  /** Where the user finds a missing option, one sentence each; phrases can be translated. */
  help?: Partial<Record<'apiKey' | 'clientId' | 'clientSecret' | 'redirectUri', Said>>
}

/** Milliseconds for a link, where nobody says. */
const usualTimeout = 20_000

/**
 * Makes the adapter of a gateway: its connections are `external`, and there is nothing to redeem.
 * @throws ConfigurationError when an option is missing or wrong
 */
export function defineGateway(definition: GatewayDefinition): ProviderAdapter {
  const { adapter: kind, options, help = {} } = definition
  const id = providerId(kind, options.id)
  const apiKey = credential(id, 'apiKey', options.apiKey, help.apiKey)
  const { clientId, clientSecret, redirectUri } = options
  if (clientId !== undefined) credential(id, 'clientId', clientId, help.clientId)
  if (clientSecret !== undefined) credential(id, 'clientSecret', clientSecret, help.clientSecret)
  if (redirectUri !== undefined) redirectAddress(id, redirectUri, help.redirectUri)
  const address = addressOf(id, options.baseUrl ?? definition.baseUrl)
  const secrets = [apiKey, ...(clientSecret === undefined ? [] : [clientSecret])]
  const call = gatewayCall({
    provider: id,
    address,
    headers: definition.headers(apiKey),
    secrets,
    read: definition.read,
  })
  const app = { clientId, clientSecret, redirectUri }
  const external = withUsableLinks(id, definition.external({ id, call, ...app }))

  const nothingToRedeem = async (): Promise<RedeemOutcome> => ({
    kind: 'refused',
    refusal: 'client',
    code: 'tokens_held_elsewhere',
    message: joined([phrase`Provider ${id} has no token endpoint.`, external.holder]),
  })
  const adapter = {
    id,
    adapter: kind,
    clientId: clientId ?? '',
    ...(redirectUri !== undefined && { redirectUri }),
    scopes: [],
    refreshTokens: 'reusable',
    newAccessTokenRevokesOld: false,
    resourceHosts: [],
    origin: new URL(address).origin,
    header: (accessToken) => ({ name: 'Authorization', value: `Bearer ${accessToken}` }),
    async authorizationUrl({ account, timeout = usualTimeout }) {
      const { url, state } = await external.link({ ...(account !== undefined && { account }), timeout })
      const linked = new URL(url).searchParams.get('redirect_uri')
      return { url, redirectUri: linked ?? redirectUri ?? '', ...(state !== undefined && { state }) }
    },
    readCallback: (url) => readCallback(url, definition),
    exchange: nothingToRedeem,
    refresh: nothingToRedeem,
    external,
  } satisfies Omit<ProviderAdapter, 'configuration'>
  // Not enumerable: a digest of the key has no business in what is printed or serialized.
  const configuration = configurationDigest(clientId ?? '', secrets, { token: address })
  return Object.defineProperty(adapter, 'configuration', { value: configuration }) as typeof adapter & {
    configuration: string
  }
}

function addressOf(id: string, baseUrl: string): string {
  const { origin, pathname, search } = endpointUrl(id, 'baseUrl', baseUrl)
  if (search !== '')
    throw optionError(id, 'baseUrl', phrase`carries a ?query`, phrase`Remove it from the URL.`)
  return `${origin}${pathname.replace(/\/+$/, '')}`
}

/** A link is opened in the owner's browser: it must be one that a browser may be sent to, and lead back here. */
function withUsableLinks(provider: string, ability: ExternalAbility): ExternalAbility {
  const refuse = (problem: Phrase) =>
    new ProviderUnavailableError(joined([problem, phrase`Ask the gateway's support.`]), {
      provider,
      code: 'unusable_link',
    })
  return {
    ...ability,
    async link(request) {
      const link = await ability.link(request)
      const url = URL.canParse(link.url) ? new URL(link.url) : undefined
      const safe = url?.protocol === 'https:' || (url?.protocol === 'http:' && isLoopback(url.hostname))
      if (!safe) throw refuse(phrase`Provider ${provider} gave a consent link that is not an https address.`)
      if (ability.connect && !link.state) {
        throw refuse(
          phrase`Provider ${provider} gave a consent link without a state, by which a callback is recognised.`,
        )
      }
      return link
    },
  }
}
