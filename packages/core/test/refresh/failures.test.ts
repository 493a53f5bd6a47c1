import { describe, expect, it } from 'vitest'
import type { Cause, RedeemOutcome } from '../../src/index.ts'
import { coolingDown, outcomeError, reauthorizationRequired } from '../../src/refresh/failures.ts'
import type { Backoff } from '../../src/store/lease.ts'
import { noon, tokenRecord } from '../support/records.ts'

const { facts } = tokenRecord()
const next = new Date(noon)
const at = next.toISOString()

describe('a refresh that is held back', () => {
  const told = (backoff: Partial<Backoff>, shared?: boolean) => {
    const whole: Backoff = {
      failures: 1,
      since: 0,
      until: 1,
      reason: 'transient',
      code: 'ECONNRESET',
      ...backoff,
    }
    return coolingDown(facts, { backoff: whole, ...(shared !== undefined && { shared }) }, next)
  }

  it.each<[string, Partial<Backoff>, boolean | undefined, string]>([
    ['was asked to slow down', { reason: 'throttled' }, undefined, 'fake asked to slow down (ECONNRESET)'],
    [
      'has to slow down with all of its app',
      { reason: 'throttled' },
      true,
      'fake asked all connections of this app to slow down (ECONNRESET)',
    ],
    [
      'has used up its budget',
      { reason: 'throttled', code: 'budget_used_up' },
      undefined,
      'fake:account-1 was refreshed as often as fake allows',
    ],
    ['failed once', {}, undefined, 'The last attempt to refresh fake:account-1 failed (ECONNRESET)'],
    ['failed again', { failures: 3 }, undefined, 'The last 3 attempts to refresh fake:account-1 failed'],
  ])('says when it %s, and until when', (_title, backoff, shared, message) => {
    const error = told(backoff, shared)
    expect(error.message).toContain(message)
    expect(error.message).toContain(at)
    expect(error.retryAt).toEqual(next)
  })
})

describe('a connection whose owner must consent again', () => {
  const ask = 'Ask the owner to consent again: oauth-tokens login fake --account account-1'

  it.each([
    ['no_refresh_token', undefined, 'fake:account-1 has no refresh token and its access token is used up.'],
    ['revoked', 'revoked', `fake:account-1 was revoked here at ${at}.`],
    [
      'invalid_grant',
      'invalid_grant',
      `The refresh token of fake:account-1 was refused for good (invalid_grant) at ${at}.`,
    ],
  ])('says why (%s), and what to do', (code, word, why) => {
    const dead = word === undefined ? undefined : { ...facts, at: noon, code: word }
    expect(reauthorizationRequired(facts, dead)).toMatchObject({ code, message: `${why} ${ask}` })
  })
})

describe('a redemption that brought no tokens', () => {
  const told = (kind: 'unknown' | 'not-sent', cause: Cause) => outcomeError(facts, { kind, cause }, next)

  it('repeats what the provider said of a throttle', () => {
    const outcome: RedeemOutcome = { kind: 'throttled', code: 'http_429', message: 'Too many requests.' }
    expect(outcomeError(facts, outcome, next).message).toBe(
      `Too many requests. The next attempt is at ${at}.`,
    )
  })

  it.each<[Cause, string]>([
    [{ name: 'Error', code: 'ECONNRESET', status: 502, host: 'p.example' }, 'at p.example (ECONNRESET)'],
    [{ name: 'Error', code: 'ECONNRESET' }, 'answer (ECONNRESET)'],
    [{ name: 'Error', status: 502 }, 'answer (502)'],
    [{ name: 'TimeoutError' }, 'answer (TimeoutError)'],
  ])('without an answer names the most telling of what is known: %j', (cause, why) => {
    const error = told('unknown', cause)
    expect(error.code).toBe('provider_unavailable')
    expect(error.message).toContain('fake gave no usable answer')
    expect(error.message).toContain(why)
    expect(error.message).toContain(`What is stored was kept; the next attempt is at ${at}.`)
  })

  it.each<[Cause, string]>([
    [{ name: 'Error', code: 'ENOTFOUND' }, 'Check the network'],
    [{ name: 'Error' }, 'Check the network'],
    [{ name: 'Discovery', code: 'ENOTFOUND' }, 'Check the option issuer, and the network'],
    [{ name: 'Error', code: 'CERT_HAS_EXPIRED' }, "Check this machine's clock, then its certificates"],
    [{ name: 'Error', code: 'DEPTH_ZERO_SELF_SIGNED_CERT' }, "Check this machine's clock"],
    [{ name: 'Error', code: 'UNABLE_TO_GET_ISSUER_CERT' }, "Check this machine's clock"],
  ])('because nothing was sent says what to check: %j', (cause, check) => {
    const { message } = told('not-sent', cause)
    expect(message).toContain(`Nothing was sent. ${check}`)
    expect(message).toContain(`(${cause.code ?? cause.name})`)
  })
})
