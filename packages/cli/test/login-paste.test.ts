import { systemClock } from '@oauth-tokens/core'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { openInput, runCommand, start } from './support/run-command.ts'
import { consent, firstOa, openHouse, type SandboxHouse } from './support/sandbox-house.ts'

const link = /^http:\S+\/permission\?\S+$/m

describe('a pasted address', () => {
  let house: SandboxHouse
  beforeEach(async () => {
    house = await openHouse({ redirectUri: 'https://shop.example/callback' })
  })
  afterEach(() => house.close())

  test('says where the browser ends and what to copy', async () => {
    const stdin = openInput()
    const login = start(['login', 'zalo-oa', '--no-browser'], { ...house, stdin, terminal: true })
    await login.said(
      /the browser is sent to https:\/\/shop\.example\/callback with a code.*copy the whole address/,
    )
    stdin.end()
    expect((await login.finished).status).toBe(2)
  })

  test('that is none gets a message and another try; the right one is taken even in quotes or without its scheme', async () => {
    const stdin = openInput()
    const login = start(['login', 'zalo-oa', '--no-browser'], { ...house, stdin })
    const asked = (await login.said(link))[0]
    const back = await consent(asked)
    const { searchParams } = new URL(back)
    const code = searchParams.get('code') ?? ''
    const tries: [pasted: string, answer: RegExp][] = [
      [code, /only a part of the address/],
      ['what do you mean?', /That is no address/],
      [asked, /address of the consent page/],
      ['https://mail.example/?q=1', /another site/],
      [`https://shop.example/callback?code=${code}`, /Something is missing/],
      [`https://shop.example/callback?code=${code}&state=of-another`, /belongs to another login/],
    ]
    for (const [pasted, answer] of tries) {
      stdin.write(`${pasted}\n`)
      await login.said(answer)
    }
    stdin.write(`'${back.replace('https://', '')}'\n`)
    const { status, stdout, stderr } = await login.finished
    expect({ status, stdout }).toEqual({ status: 0, stdout: `zalo-oa:${firstOa}\n` })
    expect(stderr).not.toContain(code)
    expect(house.sandbox.stats().totals.exchanges).toBe(1)
  })

  test('is taken from wherever a server has sent the browser on to', async () => {
    const stdin = openInput()
    const login = start(['login', 'zalo-oa', '--no-browser'], { ...house, stdin })
    const back = new URL(await consent((await login.said(link))[0]))
    stdin.write(`https://shop.example/signed-in${back.search}\n`)
    expect((await login.finished).stdout).toBe(`zalo-oa:${firstOa}\n`)
  })

  test('where all were wrong, the last one says why, with its status', async () => {
    const wrong = 'https://shop.example/callback?code=c&state=s\n'
    const { status, stderr } = await runCommand(['login', 'zalo-oa', '--no-browser', '--json'], {
      ...house,
      stdin: wrong,
    })
    expect(status).toBe(5)
    expect(JSON.parse(stderr.trim().split('\n').at(-1) ?? '')).toMatchObject({
      error: { code: 'unknown_state' },
    })
  })
})

describe('url', () => {
  let house: SandboxHouse
  beforeEach(async () => {
    house = await openHouse()
  })
  afterEach(() => house.close())

  test('says until when the link is good, in local time', async () => {
    const { stdout, stderr } = await runCommand(['url', 'zalo-oa'], {
      ...house,
      terminal: true,
      clock: { ...systemClock, now: () => new Date(2026, 10, 22, 7, 50).getTime() },
    })
    expect(stdout).toMatch(/^http:\S+\n$/)
    expect(stderr).toContain('The link is good until 2026-11-22 08:00 (in 10 min)')
  })

  test.each([
    ['url', ['url', 'zalo-oa']],
    ['login by a browser', ['login', 'zalo-oa', '--no-browser']],
    ['login by a code', ['login', 'zalo-oa', '--code', 'planted-code']],
  ])('%s refuses an account that there cannot be, before anything is sent', async (_what, argv) => {
    const { status, stdout, stderr } = await runCommand([...argv, '--account', 'a b'], house)
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' })
    expect(stderr).toMatch(/^oauth-tokens: "a b" is not an account id: .*\n$/)
  })
})

describe('callback', () => {
  let house: SandboxHouse
  beforeEach(async () => {
    house = await openHouse()
  })
  afterEach(() => house.close())

  test('given the consent link says so, and the login can still be finished', async () => {
    const printed = (await runCommand(['url', 'zalo-oa'], house)).stdout.trim()
    const early = await runCommand(['callback', printed], house)
    expect(early.status).toBe(2)
    expect(early.stderr).toContain('address of the consent page')
    expect((await runCommand(['callback', await consent(printed)], house)).status).toBe(0)
  })

  test('given an address that a shell has cut off names the quotes', async () => {
    const printed = (await runCommand(['url', 'zalo-oa'], house)).stdout.trim()
    const [cut = ''] = (await consent(printed)).split('&')
    const { status, stderr } = await runCommand(['callback', cut], house)
    expect(status).toBe(2)
    expect(stderr).toMatch(/Put it in quotes/)
  })

  test('keeps the connection and its first day when somebody logs in again', async () => {
    const again = async () => {
      const back = await consent((await runCommand(['url', 'zalo-oa'], house)).stdout.trim())
      return JSON.parse((await runCommand(['callback', back, '--json'], house)).stdout)
    }
    const [first, second] = [await again(), await again()]
    expect(second).toMatchObject({ id: first.id, createdAt: first.createdAt })
    expect(JSON.parse((await runCommand(['list', '--json'], house)).stdout)).toHaveLength(1)
  })
})
