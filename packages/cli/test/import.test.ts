import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { demoApp } from '@oauth-tokens/sandbox'
import { describe, expect, test } from 'vitest'
import { readInstant, readSeconds } from '../src/import/read-time.ts'
import { readTokens } from '../src/import/read-tokens.ts'
import { runCommand, temporaryFolder } from './support/run-command.ts'
import { clockOf, firstOa, openHouse } from './support/sandbox-house.ts'

const published = new URL('./fixtures/postman-zalo-oa.txt', import.meta.url)
const whose = ['--provider', 'zalo-oa', '--account', '579745863508352884']
const id = 'zalo-oa:579745863508352884'
const env = {
  ZALO_OA_CLIENT_ID: '123',
  ZALO_OA_CLIENT_SECRET: 'secret',
  OAUTH_TOKENS_STORE: 'file:./store',
  OAUTH_TOKENS_KEY: 'A'.repeat(43),
}

describe('import', () => {
  test('takes the answer that Postman shows as it stands: 25 hours, three months, and the token', async () => {
    const cwd = temporaryFolder()
    const text = readFileSync(published, 'utf8')
    const imported = await runCommand(['import', ...whose], { cwd, env, stdin: text })
    expect(imported).toMatchObject({ status: 0, stdout: `${id}\n` })
    const { stdout } = await runCommand(['show', id], { cwd, env })
    expect(stdout).toMatch(/^expires: .*\(in 25 h\)$/m)
    expect(stdout).toMatch(/^refresh expires: .*\(in 90 days, 3 months\)$/m)
    const token = await runCommand(['token', id], { cwd, env })
    expect(token.stdout.trim()).toBe(JSON.parse(text).access_token)
  })

  test('takes a file, lines of JSON and arrays, and prints an array with --json', async () => {
    const cwd = temporaryFolder()
    const entry = (account: string) => ({
      provider: 'zalo-oa',
      account,
      access_token: `a${account}`,
      refresh_token: `r${account}`,
    })
    writeFileSync(join(cwd, 'lines'), `${JSON.stringify(entry('1'))}\n\n${JSON.stringify(entry('2'))}\n`)
    const lines = await runCommand(['import', 'lines', '--json'], { cwd, env })
    expect(JSON.parse(lines.stdout)).toMatchObject([{ id: 'zalo-oa:1' }, { id: 'zalo-oa:2', generation: 1 }])
    const stdin = JSON.stringify([entry('3'), entry('4')])
    const array = await runCommand(['import', '-'], { cwd, env, stdin })
    expect(array.stdout).toBe('zalo-oa:3\nzalo-oa:4\n')
  })

  test('--issued-at moves the expiries', async () => {
    const cwd = temporaryFolder()
    const issuedAt = new Date(Date.now() - 3600_000)
    const stdin = readFileSync(published, 'utf8')
    await runCommand(['import', ...whose, '--issued-at', issuedAt.toISOString()], { cwd, env, stdin })
    const { expiresAt } = JSON.parse((await runCommand(['show', id, '--json'], { cwd, env })).stdout)
    expect(new Date(expiresAt).getTime()).toBe(issuedAt.getTime() + 90_000_000)
    const future = await runCommand(['import', ...whose, '--issued-at', '2999-01-01'], { cwd, env, stdin })
    expect(future).toMatchObject({ status: 2, stderr: expect.stringContaining('--issued-at') })
  })

  test('an imported connection is refreshed like any other, and --check asks whose it is', async () => {
    const house = await openHouse()
    const pair = house.sandbox.zalo.mint(demoApp.appId, firstOa)
    const stdin = JSON.stringify({
      access_token: pair.accessToken,
      refresh_token: pair.refreshToken,
      expires_in: '90000',
    })
    const surroundings = { ...house, stdin, clock: clockOf(house) }
    const wrong = await runCommand(
      ['import', '--provider', 'zalo-oa', '--account', '1', '--check'],
      surroundings,
    )
    expect(wrong.status).toBe(5)
    const argv = ['import', '--provider', 'zalo-oa', '--account', firstOa, '--check']
    expect((await runCommand(argv, surroundings)).status).toBe(0)
    expect((await runCommand(['refresh', `zalo-oa:${firstOa}`], surroundings)).status).toBe(0)
    await house.close()
  })

  const secret = 'planted-secret'
  const refused: [what: string, text: string, argv: string[], message: RegExp][] = [
    ['nothing', ' \n', whose, /stdin is empty/],
    ['half an object', `{"access_token":"${secret}`, whose, /line 1: this is not JSON/],
    [
      'an object without its end, and a line end',
      `{"access_token":"${secret}"\n`,
      whose,
      /line 1: this is not JSON/,
    ],
    [
      'a broken line',
      `{"access_token":"${secret}"}\n{"access_token":"${secret}`,
      whose,
      /line 2: this is not JSON/,
    ],
    ['half an object over lines', `{\n"access_token":\n"${secret}"`, whose, /line 3: this is not JSON/],
    ['no object', `["${secret}"]`, whose, /entry 1: expected a JSON object/],
    ['no tokens', '{"expires_in":1}', whose, /neither access_token nor refresh_token/],
    ['an error answer', `{"error":-14014,"error_name":"${secret}"}`, whose, /error answer/],
    ['tokens of nobody', `{"access_token":"${secret}"}`, [], /add --provider/],
    ['tokens of no account', `{"access_token":"${secret}","provider":"zalo-oa"}`, [], /add --account/],
    [
      'another provider',
      `{"access_token":"${secret}","provider":"other"}`,
      whose,
      /its provider is not that of --provider/,
    ],
    [
      'an account as a number',
      `{"access_token":"${secret}","provider":"zalo-oa","account":1}`,
      [],
      /account is not text in quotes/,
    ],
    [
      'a silly lifetime',
      `{"access_token":"${secret}","expires_in":"${secret}"}`,
      whose,
      /expires_in is not a number of seconds/,
    ],
    [
      'a silly time',
      `{"access_token":"${secret}","expires_at":"${secret}"}`,
      whose,
      /expires_at is not a time/,
    ],
    ['a negative lifetime', `{"access_token":"${secret}","expires_in":-1}`, whose, /expires_in is not/],
    [
      'two of one connection',
      `[{"access_token":"${secret}"},{"access_token":"b"}]`,
      whose,
      /entry 2: the tokens of zalo-oa:579745863508352884 are in stdin, entry 1 too/,
    ],
    [
      'one refresh token twice',
      `[{"provider":"zalo-oa","account":"1","refresh_token":"${secret}"},{"provider":"zalo-oa","account":"2","refresh_token":"${secret}"}]`,
      [],
      /entry 2: it has the same refresh token as stdin, entry 1/,
    ],
    ['a token cut short', `{"access_token":"${secret}…"}`, whose, /access_token has .* no token has/],
    [
      'a token over lines',
      `{"access_token":"${secret}\\n${secret}"}`,
      whose,
      /access_token has .* no token has/,
    ],
    ['params that are no texts', `{"access_token":"${secret}","params":{"a":1}}`, whose, /params is not/],
    ['other names', `{"accessToken":"${secret}","${secret} ${secret}":1}`, whose, /but accessToken\. /],
    ['an empty list', '[]', whose, /empty list/],
    ['a page', `<html>${secret}`, whose, /a page or XML/],
    ['an address', `https://shop.example/?code=${secret}`, whose, /an address .*callback/],
    ['a token by itself', secret, whose, /one word, perhaps a token/],
    ['a text', `Dear ${secret}, here it is`, whose, /in no format that is known here/],
    ['bytes', `{"access_token":"${secret}\u0000"}`, whose, /not text/],
    [
      'another app’s tokens',
      `{"access_token":"${secret}","client_id":"999"}`,
      whose,
      /client id 999.*set to 123/,
    ],
  ]
  test.each(refused)('refuses %s without repeating it', async (_what, stdin, argv, message) => {
    const result = await runCommand(['import', ...argv], { env, stdin })
    expect(result).toMatchObject({ status: 2, stdout: '', stderr: expect.stringMatching(message) })
    expect(result.stderr).not.toContain(secret)
  })

  test('nothing of the input is stored when any of it is wrong', async () => {
    const cwd = temporaryFolder()
    const stdin = '[{"provider":"zalo-oa","account":"1","refresh_token":"r"},{"provider":"zalo-oa"}]'
    expect((await runCommand(['import'], { cwd, env, stdin })).status).toBe(2)
    expect((await runCommand(['list', '--json'], { cwd, env })).stdout).toBe('[]\n')
  })

  test('an unknown provider is status 3, a missing file status 2', async () => {
    const stdin = '{"provider":"other","account":"1","refresh_token":"r"}'
    expect((await runCommand(['import'], { env, stdin })).status).toBe(3)
    expect((await runCommand(['import', 'none.json', ...whose], { env })).status).toBe(2)
  })
})

test('times are read as they are written in the wild', () => {
  expect(readSeconds('90000')).toBe(90_000)
  expect(readSeconds(3600.5)).toBe(3600.5)
  expect(readSeconds(0)).toBe(0)
  for (const silly of ['soon', -1, null, {}, Number.NaN, 9e12, '', '1e3'])
    expect(readSeconds(silly)).toBeUndefined()
  const at = new Date('2026-11-23T01:02:03Z')
  for (const same of [at.toISOString(), at.getTime(), at.getTime() / 1000, `${at.getTime() / 1000}`]) {
    expect(readInstant(same)).toEqual(at)
  }
  for (const silly of ['soon', 'Monday', {}, null, '2026-99-99']) expect(readInstant(silly)).toBeUndefined()
})

test('fields of other token endpoints are understood', () => {
  const value = {
    provider: 'p',
    account: 'a',
    access_token: 'x',
    refresh_token_expires_in: '7776000',
    scope: 'a b,c',
    token_type: 'Bearer',
    id_token: 'ignored',
  }
  expect(readTokens({ value, where: 'here' })).toEqual({
    where: 'here',
    provider: 'p',
    account: 'a',
    tokens: {
      accessToken: 'x',
      refreshExpiresIn: 7_776_000,
      scopes: ['a', 'b', 'c'],
      tokenType: 'Bearer',
    },
  })
})
