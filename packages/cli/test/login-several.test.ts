import { demoApp } from '@oauth-tokens/sandbox'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { loginChoices } from '../src/login/login-choices.ts'
import { type Running, runCommand, start } from './support/run-command.ts'
import { consent, openHouse, type SandboxHouse } from './support/sandbox-house.ts'

const [first = '', second = ''] = demoApp.oas.map(({ id }) => id)

describe('several accounts in one login', () => {
  let house: SandboxHouse
  beforeEach(async () => {
    house = await openHouse()
  })
  afterEach(() => house.close())

  /** The consent link that is shown as the nth. */
  const nthLink = async (login: Running, n: number) =>
    (await login.said(new RegExp(`(?:^http:\\S+/permission\\?\\S+$[^]*?){${n}}`, 'm')))[0].match(
      /^http:\S+\/permission\?\S+$/gm,
    )?.[n - 1] ?? ''

  test('each id is printed as soon as it is stored, under one listener that goes on answering reloads', async () => {
    const login = start(['login', 'zalo-oa', '--no-browser', '--account', first, '--account', second], house)
    const back = await consent(await nthLink(login, 1))
    await fetch(back)
    await login.wrote(new RegExp(`^zalo-oa:${first}\n$`))
    const link = await nthLink(login, 2)
    expect(await (await fetch(back)).text()).toContain(`(zalo-oa:${first}) is connected`)
    await fetch(await consent(link, { auto: 'allow', oa_id: second }))
    const { status, stdout, stderr } = await login.finished
    expect({ status, stdout }).toEqual({ status: 0, stdout: `zalo-oa:${first}\nzalo-oa:${second}\n` })
    expect(stderr).toContain(`Account 2 of 2: ${second}`)
    expect(house.sandbox.stats().totals.exchanges).toBe(2)
  })

  test('one that fails is told at once and loses no other; its status is the first failure’s', async () => {
    const accounts = ['--account', second, '--account', first]
    const login = start(['login', 'zalo-oa', '--no-browser', ...accounts], { ...house, terminal: true })
    // The wrong one consents.
    await fetch(await consent(await nthLink(login, 1)))
    await login.said(new RegExp(`belongs to account ${first}, but this login was started for ${second}`))
    await fetch(await consent(await nthLink(login, 2)))
    const { status, stdout, stderr } = await login.finished
    expect({ status, stdout }).toEqual({ status: 5, stdout: `zalo-oa:${first}\n` })
    expect(stderr).toContain('1 of 2 accounts are connected.')
  })

  test('--count takes whatever accounts consent; with --json a document each', async () => {
    const login = start(['login', 'zalo-oa', '--no-browser', '--count', '2', '--json'], house)
    await fetch(await consent(await nthLink(login, 1)))
    await fetch(await consent(await nthLink(login, 2), { auto: 'allow', oa_id: second }))
    const { status, stdout } = await login.finished
    expect(status).toBe(0)
    expect(
      stdout
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line).id),
    ).toEqual([`zalo-oa:${first}`, `zalo-oa:${second}`])
  })

  test('Ctrl-C at the second keeps the first', async () => {
    const login = start(['login', 'zalo-oa', '--no-browser', '--count', '2'], house)
    await fetch(await consent(await nthLink(login, 1)))
    await nthLink(login, 2)
    login.send('SIGINT')
    expect(await login.finished).toMatchObject({ status: 130, stdout: `zalo-oa:${first}\n` })
  })

  test.each([
    [['--account', '1', '--count', '2'], /--account says which accounts/],
    [['--count', '2', '--name', 'Shop'], /--name is for one account/],
    [['--account', '1', '--account', '2', '--code', 'c'], /--code is for one account/],
    [['--paste', '--device'], /choose one/],
  ])('%j is a usage error', async (flags, message) => {
    const { status, stderr } = await runCommand(['login', 'zalo-oa', ...flags], house)
    expect(status).toBe(2)
    expect(stderr).toMatch(message)
  })
})

test('what is for one account may be said for one, and an account that is named twice is one', () => {
  const common = { provider: 'zalo', browser: true, name: 'Shop', code: 'c', codeVerifier: '-' }
  expect(loginChoices({ ...common, account: ['1', '1'] })).toEqual([{ ...common, account: '1' }])
  expect(loginChoices(common)).toEqual([common])
})
