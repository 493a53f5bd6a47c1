import {
  type Cause,
  ConfigurationError,
  type OAuthTokensError,
  ProviderUnavailableError,
  RateLimitedError,
} from '../errors.ts'
import { joined, phrase } from '../phrase.ts'
import type { DeviceAbility, DeviceStart } from '../provider/abilities.ts'
import type {
  DeviceDialect,
  OAuthProviderDefinition,
  Place,
  ProviderEndpoints,
} from '../provider/definition.ts'
import { foreignText } from '../provider/foreign-text.ts'
import { optionError } from '../provider/option-error.ts'
import type { RedeemOutcome } from '../provider/provider.ts'
import { createRedact } from '../provider/redact.ts'
import type { Settings } from '../provider/settings.ts'
import { standardMeaning } from '../provider/standard-errors.ts'
import type { ClientCalls } from './client-calls.ts'
import { loadOAuthProvider } from './load-oauth-provider.ts'
import { defined, type RedeemRequest, replaced } from './token-requests.ts'

const grantType = 'urn:ietf:params:oauth:grant-type:device_code'

type Started = (DeviceStart | { kind: 'refused'; cause: Cause & { code: string } }) & {
  wrongSecret?: boolean
}

/** A login on another device: a code to show, and polls of the token endpoint. */
export function deviceLogin(
  definition: OAuthProviderDefinition,
  { id }: Settings,
  endpointsAt: (place: Place) => ProviderEndpoints,
  calls: ClientCalls,
  redeem: RedeemRequest,
): DeviceAbility | undefined {
  const { device } = definition
  if (device === undefined) return undefined
  const dialect: Partial<DeviceDialect> = device === 'standard' ? {} : device
  return {
    async start({ scopes = [], timeout }) {
      const { deviceAuthorization: endpoint } = endpointsAt({ params: {} })
      if (endpoint === undefined) {
        const remedy = phrase`The server names none either: log in with a browser.`
        throw optionError(id, 'endpoints.deviceAuthorization', phrase`is missing`, remedy)
      }
      const scope = scopes.join(definition.scopeSeparator ?? ' ')
      const further = definition.tokenParameters?.('device')
      const standard = defined({ ...further, scope: scope === '' ? undefined : scope })
      const { startBody } = dialect
      const outcome = await calls<Started>({
        purpose: 'device',
        params: {},
        endpoint,
        secrets: [],
        timeout,
        request: async (call) => (await loadOAuthProvider()).requestDeviceCode(call, standard),
        read(answer, sent) {
          const body = dialect.readStart ? dialect.readStart(answer) : answer.json
          return startOf(body) ?? refusalOf(body, answer.status, new URL(endpoint).host, sent)
        },
        show: () => Response.json({ error: 'seen' }, { status: 400 }),
        ...(startBody && {
          body: (written: URLSearchParams) => replaced(written, standard, startBody(standard)),
        }),
      })
      if (!('kind' in outcome)) return outcome
      throw noDeviceCode(id, outcome)
    },

    async poll({ deviceCode, params, timeout }) {
      let pending: ReturnType<NonNullable<DeviceDialect['pending']>>
      const outcome: RedeemOutcome = await redeem({
        purpose: 'device',
        params,
        endpoint: dialect.pollEndpoint?.({ params }) ?? endpointsAt({ params }).token,
        grantType,
        parameters: { device_code: deviceCode },
        secrets: [deviceCode],
        timeout,
        ...(dialect.pollBody && { body: dialect.pollBody(deviceCode) }),
        onAnswer: (answer) => {
          pending = dialect.pending?.(answer)
        },
      })
      if (pending) return { kind: 'pending', ...pending }
      const waiting = outcome.kind === 'throttled' && outcome.code === 'authorization_pending'
      return waiting ? { kind: 'pending' } : outcome
    },
  }
}

function startOf(body: Record<string, unknown> | undefined): DeviceStart | undefined {
  const { device_code: deviceCode, user_code: userCode, expires_in: expiresIn, interval } = body ?? {}
  // `verification_url` was the word of a draft, and some servers still say it.
  const url = body?.verification_uri ?? body?.verification_url
  const complete = body?.verification_uri_complete ?? body?.verification_url_complete
  if (typeof deviceCode !== 'string' || typeof userCode !== 'string' || typeof url !== 'string')
    return undefined
  return {
    deviceCode,
    userCode,
    verificationUrl: url,
    ...(typeof complete === 'string' && { verificationUrlComplete: complete }),
    expiresIn: Number(expiresIn) > 0 ? Number(expiresIn) : 300,
    interval: Number(interval) > 0 ? Number(interval) : 5,
  }
}

function refusalOf(
  body: Record<string, unknown> | undefined,
  status: number,
  host: string,
  sent: readonly string[],
): Started {
  const redact = createRedact(sent)
  const code = typeof body?.error === 'string' ? foreignText(body.error, redact) : `http_${status}`
  const { error_description: description } = body ?? {}
  const detail = typeof description === 'string' ? foreignText(description, redact) : ''
  const cause = { name: 'DeviceAnswer', code, status, host, ...(detail !== '' && { detail }) }
  return { kind: 'refused', cause, ...(standardMeaning(code)?.secret && { wrongSecret: true }) }
}

/** A code that nobody has shown yet costs nothing: asking again is always right, once what is wrong is put right. */
function noDeviceCode(
  id: string,
  { kind, cause }: { kind: 'refused' | 'not-sent' | 'unknown'; cause: Cause },
): OAuthTokensError {
  const { code = cause.name, detail, status = 0 } = cause
  const told = phrase`Provider ${id} gave no device code (${[code, detail].filter(Boolean).join(': ')}).`
  const meaning = kind === 'refused' && status < 500 ? standardMeaning(code) : undefined
  if (status === 429 || meaning?.kind === 'throttled')
    return new RateLimitedError(joined([told, phrase`Try again later.`]), { provider: id, code, cause })
  if (meaning?.kind === 'client' || meaning?.kind === 'grant') {
    const advice =
      meaning.advice ?? phrase`Allow the app to log in by device, in its settings at the provider.`
    return new ConfigurationError(joined([told, advice]), { provider: id, code, cause })
  }
  const advice =
    kind === 'not-sent'
      ? phrase`Check the network, and try again.`
      : phrase`Check that the app may log in by device, and try again.`
  return new ProviderUnavailableError(joined([told, advice]), {
    provider: id,
    code: 'device_start_failed',
    cause,
  })
}
