import { hostname } from 'node:os'
import type { Connection, ConnectionStatus, HeldUp, HistoryEvent } from '@oauth-tokens/core'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { type Known, meaningOf } from '../src/explain/meaning-of.ts'
import { timeline } from '../src/explain/timeline.ts'
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
      heading: ['WHEN', 'WHAT', 'OUTCOME', 'WHO'],
    })
    const when = expect.stringMatching(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/)
    const who = expect.stringMatching(new RegExp(`^${hostname()}, process ${process.pid}, \\d+ ms$`))
    expect(lines.map((line) => line.split(/ {2,}/))).toEqual([
      [when, 'login', 'generation 1', who],
      [when, 'refresh: somebody asked for it', 'generation 2', who],
      [
        when,
        'refresh: the token had expired, or soon would',
        'refused for good: its owner must consent again (-14014)',
        who,
      ],
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

  test('tells the same failure again and again only once', () => {
    const start = new Date('2026-11-22T02:10:00Z').getTime()
    const event = (minutes: number, more: Partial<HistoryEvent> = {}): HistoryEvent => ({
      at: new Date(start + minutes * 60_000),
      ...{ action: 'refresh', why: 'due', outcome: 'ProviderUnavailableError', code: 'http_503' },
      ...{ generation: 4, host: 'box', pid: 7, duration: 20_000 },
      ...more,
    })
    const issued = { outcome: 'issued', generation: 5, duration: 80 }
    const lines = timeline({ text: String }, [
      ...[event(0), event(1), event(3), event(5, { host: 'other' }), event(8, issued), event(9, issued)],
    ])
    expect(lines.slice(1).map((line) => line.split(/ {2,}/).slice(2))).toEqual([
      [expect.stringMatching(/\(http_503\), 3 times until \d\d:13:00$/), 'box, process 7, 20 s'],
      [expect.stringMatching(/\(http_503\)$/), 'other, process 7, 20 s'],
      ['generation 5', 'box, process 7, 80 ms'],
      ['generation 5', 'box, process 7, 80 ms'],
    ])
  })

  test('is told in lines below each other where a table does not fit, and loses nothing', () => {
    const event: HistoryEvent = {
      ...{ at: new Date(), action: 'refresh', why: 'rejected', outcome: 'ReauthorizationRequiredError' },
      ...{ code: '-14014', generation: 4, host: 'box', pid: 7, duration: 80, waitedFor: 'other/8' },
    }
    const told = ['refresh: the token was refused', 'refused for good: its owner must consent again (-14014)']
    const who = 'box, process 7, 80 ms, waited for other/8'
    const wide = timeline({ text: String }, [event], { width: 160 })
    expect(wide).toHaveLength(2)
    for (const part of [...told, who]) expect(wide[1]).toContain(part)
    const [first, ...others] = timeline({ text: String }, [event], { width: 60 })
    expect(first).toMatch(new RegExp(`^[\\d-]+ [\\d:]+ {2}${told[0]}$`))
    expect(others).toEqual([`  ${told[1]}`, `  ${who}`])
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
    expect(await meaning()).toMatch(
      /is cooling down \(http_429\)\. zalo-oa asked all connections of this app to slow down .* until \d{4}-.* \(in (9|10) min\)/,
    )
  })

  test('active, but its whole app is held back by what another connection was told', async () => {
    const other = await connect(house, { oa_id: '2491302944280861639' })
    house.sandbox.faults.add({ kind: 'error-body', code: -14004, accountId: '2491302944280861639' })
    expect((await run('refresh', other)).status).toBe(2)
    expect(await meaning()).toMatch(
      /is active\. Its token is valid.* zalo-oa refuses this app for all its connections \(-14004\): correct its settings/,
    )
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

  const heldUp: HeldUp = {
    scope: 'connection',
    reason: 'throttled',
    code: 'http_429',
    failures: 1,
    until: new Date(now + 600_000),
  }

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
    [
      'the whole app was asked to slow down',
      known('active', {}, { heldUp: { ...heldUp, scope: 'client' } }),
      /is valid.*acme asked all connections of this app to slow down \(http_429\).*\(in 10 min\)\.$/,
    ],
    [
      'the whole provider fails',
      known(
        'degraded',
        { backoff: { ...backoff, reason: 'transient' } },
        {
          heldUp: { ...heldUp, scope: 'client', reason: 'transient', code: 'http_503' },
        },
      ),
      /acme fails for all connections of this app \(http_503\).*\(in 10 min\)\. /,
    ],
    [
      'its budget is used up',
      known('active', {}, { heldUp: { ...heldUp, code: 'budget_used_up' } }),
      /refreshed as often as acme allows.*\(in 10 min\)\.$/,
    ],
    ['external', known('external', {}, { holder: 'Ask the shop.' }), /kept by a gateway.*Ask the shop\.$/],
    ['external, not configured here', known('external'), /Call it through that gateway\.$/],
  ])('%s', (_what, situation, text) => {
    expect(String(meaningOf(situation))).toMatch(text)
  })
})
