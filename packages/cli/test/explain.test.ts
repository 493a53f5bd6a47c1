import { hostname } from 'node:os'
import type { Connection, ConnectionStatus } from '@oauth-tokens/core'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { type Known, meaningOf } from '../src/explain/meaning-of.ts'
import { runCommand } from './support/run-command.ts'
import { clockOf, connect, openHouse, type SandboxHouse } from './support/sandbox-house.ts'

let house: SandboxHouse
let id: string
beforeEach(async () => {
  house = await openHouse({ accessTokenLifetime: 6 })
  id = await connect(house)
})
afterEach(() => house.close())

const run = (...argv: string[]) => runCommand(argv, { ...house, clock: clockOf(house) })

describe('a history', () => {
  test('tells who did what, when, why and how it ended, oldest first', async () => {
    await run('refresh', id)
    house.sandbox.clock.advance(7000)
    house.sandbox.faults.add({ kind: 'error-body', code: -14014 })
    await run('token', id)
    const { status, stdout, stderr } = await run('explain', id)
    const [heading, ...lines] = stdout.trim().split('\n')
    expect({ status, heading: heading?.split(/ {2,}/) }).toEqual({
      status: 0,
      heading: [
        'WHEN',
        'HOST',
        'PID',
        'ACTION',
        'WHY',
        'OUTCOME',
        'CODE',
        'GENERATION',
        'TOOK',
        'WAITED FOR',
      ],
    })
    const who = [expect.stringMatching(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/), hostname(), String(process.pid)]
    const took = expect.stringMatching(/^\d+ ms$/)
    expect(lines.map((line) => line.split(/ {2,}/))).toEqual([
      [...who, 'login', 'login', 'issued', '-', '1', took, '-'],
      [...who, 'refresh', 'forced', 'issued', '-', '2', took, '-'],
      [...who, 'refresh', 'expired', 'reauthorization required', '-14014', '2', took, '-'],
    ])
    expect(stderr).toMatch(/is dead: .*-14014.* consent again: oauth-tokens login zalo-oa --account \d+\n$/)
  })

  test('as JSON is an array of all that is known, and nothing else is said', async () => {
    await run('refresh', id)
    const { status, stdout, stderr } = await run('explain', id, '--json')
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' })
    const event = {
      at: expect.stringMatching(/Z$/),
      host: hostname(),
      pid: process.pid,
      duration: expect.any(Number),
    }
    expect(JSON.parse(stdout)).toEqual([
      { ...event, action: 'login', why: 'login', outcome: 'issued', generation: 1 },
      { ...event, action: 'refresh', why: 'forced', outcome: 'issued', generation: 2 },
    ])
  })

  test('holds no secret', async () => {
    const { stdout: token } = await run('token', id)
    const { stdout, stderr } = await run('explain', id, '--verbose')
    for (const secret of [token.trim(), house.env.ZALO_OA_CLIENT_SECRET, house.env.OAUTH_TOKENS_KEY]) {
      expect(stdout + stderr).not.toContain(secret)
    }
  })

  test('of nobody: status 3', async () => {
    expect(await run('explain', 'zalo-oa:1')).toMatchObject({ status: 3, stdout: '' })
  })
})

describe('what a state means, as it is met', () => {
  const meaning = async () => (await run('explain', id)).stderr

  test('active', async () => {
    expect(await meaning()).toMatch(/is active\. Its token is valid/)
  })

  test('in doubt: when and on which host the answer was lost', async () => {
    house.sandbox.faults.add({ kind: 'answer-lost' })
    await run('refresh', id)
    const text = await meaning()
    expect(text).toMatch(/in doubt: an answer was lost \d{4}-\d\d-\d\d \d\d:\d\d /)
    expect(text).toContain(`on host ${hostname()}`)
    expect(text).toContain('rescue folder')
  })

  test('cooling down, and until when', async () => {
    house.sandbox.faults.add({ kind: 'throttled', as: 'status', retryAfter: 600 })
    await run('refresh', id)
    expect(await meaning()).toMatch(/is cooling down .*No attempt is made until \d{4}-.* \(in (9|10) min\)/)
  })

  test('nothing is said with --quiet', async () => {
    expect((await run('explain', id, '--quiet')).stderr).toBe('')
  })
})

describe('what a state means, in words', () => {
  const now = Date.parse('2026-11-22T10:00:00Z')
  const pair = { lineage: 'l', generation: 3 }
  const known = (status: ConnectionStatus, lease: Known['lease'] = {}, more: Partial<Known> = {}): Known => ({
    connection: {
      id: 'acme:7',
      provider: 'acme',
      account: '7',
      status,
      generation: 3,
      expiresAt: new Date(now + 3_600_000),
    } as Connection,
    lease,
    storeNow: 5_000_000,
    now,
    ...more,
  })
  const backoff = { failures: 4, since: 4_000_000, until: 5_000_000 + 300_000, code: 'http_503' }

  test.each<[string, Known, RegExp]>([
    [
      'degraded',
      known('degraded', { backoff: { ...backoff, reason: 'transient' } }),
      /last 4 refreshes failed \(http_503\).*\(in 5 min\).* is valid/,
    ],
    [
      'refused app',
      known('degraded', { backoff: { ...backoff, reason: 'configuration', code: 'invalid_client' } }),
      /acme refuses this app \(invalid_client\).*oauth-tokens refresh acme:7/,
    ],
    [
      'a back-off that is over',
      known('rate-limited', { backoff: { ...backoff, reason: 'throttled', until: 4_999_999 } }),
      /as soon as a token is asked for/,
    ],
    [
      'dead after a lost answer',
      known('reauthorization-required', {
        dead: {
          ...pair,
          at: now - 60_000,
          code: 'invalid_grant',
          doubt: { ...pair, at: now - 3_600_000, host: 'box' },
        },
      }),
      /is dead: .*\(invalid_grant\).*\(60 s ago\).*lost .*\(60 min ago\) on host box.*oauth-tokens login acme --account 7/,
    ],
    [
      'no refresh token',
      known('reauthorization-required'),
      /has no refresh token.*oauth-tokens login acme --account 7/,
    ],
    [
      'dead is another set',
      known('reauthorization-required', { dead: { ...pair, generation: 2, at: now, code: 'invalid_grant' } }),
      /has no refresh token/,
    ],
    [
      'revoked',
      known('revoked', { dead: { ...pair, at: now, code: 'revoked' } }),
      /was revoked here.*oauth-tokens login acme/,
    ],
    ['external', known('external', {}, { holder: 'Ask the shop.' }), /kept by a gateway.*Ask the shop\.$/],
    ['external, not configured here', known('external'), /Call it through that gateway\.$/],
  ])('%s', (_what, situation, text) => {
    expect(meaningOf(situation)).toMatch(text)
  })
})
