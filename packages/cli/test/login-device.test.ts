import { type FakeClock, fakeClock } from '@oauth-tokens/core/testing'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { demoSettings } from '../src/sandbox/demo-settings.ts'
import { type Running, type Surroundings, start } from './support/run-command.ts'
import { openHouse, type SandboxHouse } from './support/sandbox-house.ts'

const link = /^http:\S+\/device\?user_code=([A-Z]{8})$/m

describe('login by a code on another device', () => {
  let house: SandboxHouse
  let clock: FakeClock
  beforeEach(async () => {
    clock = fakeClock()
    house = await openHouse({ now: () => clock.now() })
    const { env, sandbox } = house
    house = { ...house, env: { ...demoSettings(sandbox), ...env } }
  })
  afterEach(() => house.close())

  const logIn = (flags: string[] = [], surroundings: Surroundings = {}) =>
    start(['login', 'zoho', '--device', '--no-browser', ...flags], { ...house, clock, ...surroundings })

  /** Lets time pass by the second until the command has ended. */
  const passing = async (login: Running) => {
    let ended = false
    login.finished.then(() => {
      ended = true
    })
    while (!ended) {
      clock.advance(1000)
      await new Promise((resolve) => setTimeout(resolve, 2))
    }
    return login.finished
  }

  const allowed = async (login: Running) => {
    house.sandbox.zoho.decideOnDevice((await login.said(link))[1] ?? '')
    return passing(login)
  }

  test('says link, code and end on plain lines where stderr is no terminal', async () => {
    const { status, stdout, stderr } = await allowed(logIn())
    expect({ status, stdout }).toEqual({ status: 0, stdout: 'zoho:640101001\n' })
    expect(stderr).toMatch(/^http\S+\nCode: [A-Z]{8}\nWaiting for the consent, until \d\d:\d\d:\d\d\.\n$/)
  })

  test('shows a QR code and the code in a frame on a terminal', async () => {
    const { stderr } = await allowed(logIn([], { terminal: true }))
    expect(stderr).toMatch(/Check that the page shows this code:\n {2}╭─+╮\n.*[A-Z]{8}.*\n {2}╰─+╯/)
    // Dark on light whatever the colours of the terminal are.
    expect(stderr.replaceAll('\u001b', '')).toMatch(/^(\[38;5;231;48;5;16m[█▀▄ ]{37}\[0m\n){19}/m)
    expect(stderr).toMatch(/\rWaiting for the consent … [45]:\d\d left/)
  })

  test.each<[what: string, flags: string[], surroundings: Surroundings]>([
    ['with --quiet', ['--quiet'], { terminal: true }],
    ['with --json', ['--json'], { terminal: true }],
    ['in CI', [], { terminal: true, env: { CI: 'true' } }],
    ['on a terminal that can only print', [], { terminal: true, env: { TERM: 'dumb' } }],
    ['where stderr is no terminal', [], {}],
  ])('shows no QR code and rewrites no line %s, but link and code', async (_, flags, { env, ...more }) => {
    const login = logIn(flags, { ...more, env: { ...house.env, ...env } })
    const code = (await login.said(link))[1] ?? ''
    const { stderr } = await allowed(login)
    expect(stderr).toContain(`Code: ${code}\n`)
    for (const sign of ['█', '\r', '\u001b']) expect(stderr).not.toContain(sign)
  })

  test('leaves the colours of the QR code out with NO_COLOR', async () => {
    const { stderr } = await allowed(logIn([], { terminal: true, env: { ...house.env, NO_COLOR: '1' } }))
    expect(stderr).toMatch(/^([█▀▄ ]{37}\n){19}/m)
  })

  test('a code that expires is status 5, and says what to do', async () => {
    const login = logIn()
    await login.said(link)
    const { status, stdout, stderr } = await passing(login)
    expect({ status, stdout }).toEqual({ status: 5, stdout: '' })
    expect(stderr).toMatch(/before the device code expired\. Log in again: oauth-tokens login zoho --device/)
  })

  test('a refused consent is status 5', async () => {
    const login = logIn()
    house.sandbox.zoho.decideOnDevice((await login.said(link))[1] ?? '', { decision: 'deny' })
    expect(await passing(login)).toMatchObject({ status: 5, stdout: '' })
  })

  test('ends earlier with --timeout', async () => {
    const login = logIn(['--timeout', '20s'])
    await login.said(link)
    const started = clock.now()
    const { status, stderr } = await passing(login)
    expect(status).toBe(5)
    expect(stderr).toContain('No consent came within 20 s.')
    expect(clock.now() - started).toBeLessThan(60_000)
  })
})
