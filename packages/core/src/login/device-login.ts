import { sleep } from '../clock.ts'
import { AuthorizationError, ConfigurationError } from '../errors.ts'
import { joined, phrase } from '../phrase.ts'
import type { DeviceAbility, DeviceStart } from '../provider/abilities.ts'
import type { ProviderAdapter } from '../provider/provider.ts'
import type { Context } from '../refresh/context.ts'
import type { TokenRecord } from '../tokens/token-record.ts'
import { adapterFault } from './adapter-fault.ts'
import { completeLogin } from './complete-login.ts'
import { granted } from './granted.ts'

export interface DeviceLoginRequest {
  /** The account that must consent; another one is refused. */
  account?: string
  /** The account's name where the provider does not tell. */
  accountName?: string
  scopes?: string[]
  /** Ends the polling. */
  signal?: AbortSignal
}

/** What the account owner is shown, and the login that goes on meanwhile. */
export interface StartedDeviceLogin {
  /** Absent where the link alone is enough. */
  userCode?: string
  verificationUrl: string
  verificationUrlComplete?: string
  expiresAt: Date
  done: Promise<TokenRecord>
}

/** RFC 8628 section 3.5: what a server means by slow_down, and by not naming an interval. Seconds. */
const slowDown = 5
const usualInterval = 5
const longestInterval = 60
/** No code is shown for longer than a day. */
const longestLifetime = 86_400

/** Starts a login on another device: shows a code there, and polls until its owner has consented. */
export async function beginDeviceLogin(
  context: Context,
  adapter: ProviderAdapter,
  request: DeviceLoginRequest,
): Promise<StartedDeviceLogin> {
  const { device } = adapter
  if (!device) {
    throw new ConfigurationError(
      phrase`${adapter.id} has no login by device code. Log in with a browser: oauth-tokens login ${adapter.id}`,
      { provider: adapter.id, code: 'device_unsupported' },
    )
  }
  const scopes = request.scopes ?? adapter.scopes
  const start = await device.start({ scopes, timeout: context.timeouts.provider }).catch((error: unknown) => {
    throw adapterFault(error, adapter.id, phrase`start the device login`)
  })
  const expiresAt = context.clock.now() + Math.min(start.expiresIn, longestLifetime) * 1000
  const { userCode, verificationUrl, verificationUrlComplete } = start
  return {
    userCode,
    verificationUrl,
    ...(verificationUrlComplete !== undefined && { verificationUrlComplete }),
    expiresAt: new Date(expiresAt),
    done: finish(context, adapter, device, { start, expiresAt }, { ...request, scopes: [...scopes] }),
  }
}

async function finish(
  context: Context,
  adapter: ProviderAdapter,
  device: DeviceAbility,
  { start, expiresAt }: { start: DeviceStart; expiresAt: number },
  { account, accountName, scopes = [], signal }: DeviceLoginRequest,
): Promise<TokenRecord> {
  const ended = signal ? AbortSignal.any([signal, context.closing]) : context.closing
  let interval = start.interval > 0 ? start.interval : usualInterval
  let params: Readonly<Record<string, string>> = {}
  let lost = false
  for (;;) {
    // However slowly the server wants to be asked: when the code has expired, that is the answer.
    const left = Math.max(expiresAt - context.clock.now(), 0)
    await sleep(context.clock, Math.min(interval * 1000, left), ended)
    const sentAt = context.clock.now()
    if (sentAt >= expiresAt) throw expired(adapter.id)
    const { deviceCode } = start
    const outcome = await device
      .poll({ deviceCode, params, timeout: context.timeouts.provider })
      .catch((error: unknown) => {
        throw adapterFault(error, adapter.id, phrase`ask for the device login`)
      })
    if (outcome.kind === 'pending') {
      interval = outcome.interval ?? interval
      params = { ...params, ...outcome.params }
    } else if (outcome.kind === 'throttled') {
      interval = Math.max(interval + slowDown, outcome.retryAfter ?? 0)
    } else if (outcome.kind === 'not-sent' || outcome.kind === 'unknown') {
      // Asking on is right, more slowly (RFC 8628 section 3.5); an answer with the tokens may be lost, though.
      lost ||= outcome.kind === 'unknown'
      interval = Math.min(interval * 2, longestInterval)
    } else {
      const told =
        outcome.kind === 'refused' && lost
          ? {
              ...outcome,
              message: joined([
                outcome.message,
                phrase`An earlier answer was lost, perhaps with the tokens.`,
              ]),
            }
          : outcome
      const grant = granted(told, adapter.id, phrase`device code`)
      const expected = {
        ...(account !== undefined && { account }),
        ...(accountName !== undefined && { accountName }),
      }
      return completeLogin(context, adapter, { grant, sentAt, scopes, expected, params })
    }
  }
}

function expired(provider: string): AuthorizationError {
  return new AuthorizationError(
    phrase`Nobody consented before the device code expired. Log in again: oauth-tokens login ${provider} --device`,
    { provider, code: 'device_code_expired' },
  )
}
