import {
  AuthorizationError,
  defineGateway,
  type GatewayOptions,
  type GatewayReading,
  type ProviderAdapter,
  type RawAnswer,
} from '@oauth-tokens/core'
import { type Phrase, phrase } from '@oauth-tokens/core/phrase'
import { oaDirectory, unusable } from './oa-directory.ts'
import { readOa, statusOf } from './oa-object.ts'
import { timeLeft } from './time-left.ts'

/** The settings for Official Accounts whose tokens eTelecom's Zalo Cloud keeps. */
export interface ZaloOaViaETelecomOptions extends GatewayOptions {
  /** The key of the shop, or, for a partner, the key that the partner got for the shop. */
  apiKey: string
  /** Calls the API for partners. @default false */
  partner?: boolean | undefined
  /** The app id of the Zalo app that eTelecom is to use, as a string. */
  clientId?: string | undefined
  /** That app's secret key. It is handed to eTelecom when a consent link is made. */
  clientSecret?: string | undefined
  /** The "Official Account Callback Url" saved for that app, letter for letter. */
  redirectUri?: string | undefined
}

/** @see https://docs.etelecom.vn/api-etelecom-english/api-integration/zalo-cloud/zalo-cloud-api */
const baseUrl = 'https://api.etelecom.vn'

/**
 * Official Accounts held at eTelecom: it has their tokens and hands out none. Here is known whether an OA is connected,
 * and until when.
 * @throws ConfigurationError when an option is missing or wrong
 */
export function zaloOaViaETelecom(options: ZaloOaViaETelecomOptions): ProviderAdapter {
  // The name of the service follows a dot (seen in code).
  const service = `/v1/${options.partner ? 'partner' : 'shop'}.Zalo`
  return defineGateway({
    adapter: 'zalo-oa-via-etelecom',
    options,
    baseUrl,
    headers: (apiKey) => ({
      'Content-Type': 'application/json',
      Accept: 'application/json',
      Authorization: `Bearer ${apiKey}`,
    }),
    read: readTwirp,
    readCallback(query, standard) {
      const account = query.get('oa_id')
      return account ? { ...standard, account } : standard
    },
    external(gateway) {
      const { id, call, clientId, clientSecret, redirectUri } = gateway
      const oas = oaDirectory(gateway, { info: `${service}/GetShopOA`, list: `${service}/ListOA` })
      return {
        holder: phrase`eTelecom keeps them and hands none out. Call the OA through its Zalo Cloud API, with apiKey.`,
        async link({ account, timeout }) {
          const left = timeLeft(timeout)
          const known = account !== undefined && (await oas.find({ account, timeout: left() })) !== undefined
          // RefreshToken refreshes nothing: it starts a consent for an OA that is known (documented).
          const app = { app_id: clientId, app_secret: clientSecret, redirect_uri: redirectUri }
          const { url } = await (known
            ? call({ path: `${service}/RefreshToken`, body: { oa_id: account }, timeout: left() })
            : call({ path: `${service}/AuthorizeOA`, body: app, timeout: left() }))
          const link = String(url ?? '')
          // The state is eTelecom's own, an integer, and it wants that one back in ConnectOA (documented), so that it cannot
          // be made longer here. With 32 random bits, of 100 consents that are open at once in one store two have the same
          // state once in 900,000 times (its size is not documented). One of the two is then told to log in again; whose OA
          // is stored is said by ConnectOA alone.
          const state = URL.canParse(link) ? new URL(link).searchParams.get('state') : null
          return { url: link, ...(state && { state }) }
        },
        async connect({ url, timeout }) {
          const body = consentOf(id, url)
          const oa = await call({ path: `${service}/ConnectOA`, body, secrets: [body.code], timeout })
          const state = readOa(oa)
          if (state === undefined) throw unusable(id, phrase`Provider ${id} answered with no OA.`)
          // It has just taken the consent: only a plain no is believed.
          return { ...state, connected: statusOf(oa) !== 'N' }
        },
        look: oas.look,
        list: oas.list,
      }
    },
    help: { apiKey: phrase`It is the API key of the shop in eTelecom, or of the partner for that shop.` },
  })
}

/** What ConnectOA wants of a callback. Undefined values are left out of JSON. */
function consentOf(provider: string, { searchParams }: URL) {
  const [code, oaId, state] = ['code', 'oa_id', 'state'].map((name) => searchParams.get(name) ?? '')
  if (!code || !oaId || !state || !/^\d+$/.test(oaId) || !/^-?\d+$/.test(state)) {
    throw new AuthorizationError(
      phrase`The callback for ${provider} is incomplete: expected code, oa_id and a state that is a number. Log in again: oauth-tokens login ${provider}`,
      { provider, code: 'incomplete_callback' },
    )
  }
  // As an integer (documented), which JSON forms of protobuf may also write as text: a longer one would lose digits.
  return { code, oa_id: oaId, state: Number.isSafeInteger(Number(state)) ? Number(state) : state }
}

/** What is wrong with the settings, in Twirp's words. */
const settings: Readonly<Record<string, Phrase>> = {
  bad_route: phrase`Check baseUrl and partner: there is no such address.`,
  permission_denied: phrase`Check apiKey and partner: this key may not make the call.`,
}

/** Success is HTTP 200; errors are Twirp's: an HTTP status, and `{code, msg}` (documented). */
function readTwirp({ status, json }: RawAnswer): GatewayReading | undefined {
  if (json === undefined) return undefined
  if (status >= 200 && status < 300) return { kind: 'answered', data: json }
  const code = typeof json.code === 'string' ? json.code : `http_${status}`
  const text = typeof json.msg === 'string' ? { text: json.msg } : {}
  const advice = Object.hasOwn(settings, code) ? settings[code] : undefined
  return advice === undefined
    ? { kind: 'refused', code, ...text }
    : { kind: 'configuration', code, ...text, advice }
}
