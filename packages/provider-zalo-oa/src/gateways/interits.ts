import {
  defineGateway,
  type GatewayOptions,
  type GatewayReading,
  type ProviderAdapter,
  type RawAnswer,
} from '@oauth-tokens/core'
import { phrase } from '@oauth-tokens/core/phrase'
import { oaDirectory } from './oa-directory.ts'

/** The settings for Official Accounts whose tokens Interits' CPaaS keeps. */
export interface ZaloOaViaInteritsOptions
  extends Omit<GatewayOptions, 'clientId' | 'clientSecret' | 'redirectUri'> {
  /** The licence key of the business, from the page Key/License. */
  apiKey: string
}

/** @see https://docs.interits.vn */
const baseUrl = 'https://cpaas.interits.com'
const root = '/api/vendor/v1/zalo'

/**
 * Official Accounts held at Interits: it has their tokens and hands out none, and finishes each consent by itself. Here is
 * known whether an OA is connected, and until when.
 * @throws ConfigurationError when an option is missing or wrong
 */
export function zaloOaViaInterits(options: ZaloOaViaInteritsOptions): ProviderAdapter {
  return defineGateway({
    adapter: 'zalo-oa-via-interits',
    options,
    baseUrl,
    headers: (apiKey) => ({ accept: '*/*', 'API-KEY': apiKey, 'Content-Type': 'application/json' }),
    read: readEnvelope,
    external(gateway) {
      const { look, list } = oaDirectory(gateway, { info: `${root}/get-shop-oa`, list: `${root}/list-oa` })
      return {
        holder: phrase`Interits keeps them and hands none out. Call the OA through its CPaaS API, with apiKey.`,
        // The name misleads: it refreshes nothing, and gives a link to a consent (documented).
        async link({ account, timeout }) {
          const { url } = await gateway.call({
            path: `${root}/refresh-token`,
            body: { oa_id: account },
            timeout,
          })
          return { url: String(url ?? '') }
        },
        look,
        list,
      }
    },
    help: { apiKey: phrase`It is the licence key on the page Key/License of Interits.` },
  })
}

/**
 * Two envelopes are known, and neither says which `code` is a success: `data` tells. HTTP statuses are used as anywhere
 * (documented).
 */
function readEnvelope({ status, json }: RawAnswer): GatewayReading | undefined {
  if (json === undefined) return undefined
  const { data, code, message } = json
  const good = status >= 200 && status < 300
  if (good && typeof data === 'object' && data !== null && !Array.isArray(data)) {
    return { kind: 'answered', data: data as Record<string, unknown> }
  }
  const told = typeof code === 'number' || typeof code === 'string' ? String(code) : `http_${status}`
  const refused = { code: told, ...(typeof message === 'string' && { text: message }) }
  if (status !== 403) return { kind: 'refused', ...refused }
  return {
    kind: 'configuration',
    ...refused,
    advice: phrase`Look at the page Key/License: this key may not do it.`,
  }
}
