import { encode } from 'uqr'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { demoSettings } from '../src/sandbox/demo-settings.ts'
import { consent, firstOa, openHouse, type SandboxHouse } from './support/sandbox-house.ts'
import { openShell, openTerminal, type Terminal, terminalMissing } from './support/terminal.ts'

/** What is read off a QR code: its modules, dark or not, with the light ones around it. */
function modulesOn(screen: string): boolean[][] {
  const lines = screen.split('\n').filter((line) => /^[█▀▄ ]{20,}$/.test(line) && /[█▀]/.test(line))
  const half = (line: string, dark: string) => [...line].map((sign) => dark.includes(sign))
  return lines.flatMap((line) => [half(line, '▄ '), half(line, '▀ ')])
}

/** As one line, where the terminal has wrapped it. */
const linkOn = (screen: string) =>
  /^(http:\S+(?:\n\S+)*?)\n(?=\S* ?After)/m.exec(screen)?.[1]?.replaceAll('\n', '') ?? ''

describe.skipIf(terminalMissing)('login in a terminal', () => {
  let house: SandboxHouse
  beforeEach(async () => {
    house = await openHouse()
    house = { ...house, env: { ...demoSettings(house.sandbox), ...house.env } }
  })
  afterEach(() => house.close())

  const logIn = (
    argv: string[],
    { env = {}, ...size }: { env?: object; columns?: number; rows?: number } = {},
  ) => openTerminal(['login', ...argv], { ...house, ...size, env: { ...house.env, ...env } })

  const pastes = async (terminal: Terminal, text: string) => {
    await terminal.types(text)
    await terminal.presses('Enter')
  }

  const ssh = { SSH_CONNECTION: '192.0.2.1 50000 192.0.2.2 22' }

  it('over SSH shows the link, a tunnel and a QR code of the link, and takes a pasted address after a wrong one', async () => {
    const terminal = await logIn(['zalo-oa'], { env: ssh, columns: 400, rows: 44 })
    const screen = await terminal.sees(/^Address:/m)
    const port = new URL(house.env.ZALO_OA_REDIRECT_URI ?? '').port
    expect(screen).toContain(`ssh -L ${port}:127.0.0.1:${port} HOST`)
    const link = linkOn(screen)
    const code = encode(link, { border: 2 })
    expect(modulesOn(screen).slice(0, code.size)).toEqual(code.data)
    const back = await consent(link)
    await pastes(terminal, back.slice(0, back.indexOf('&')))
    await terminal.sees(/Something is missing in that address/)
    await pastes(terminal, back)
    expect(await terminal.status()).toBe(0)
    expect(await terminal.screen()).toMatch(
      new RegExp(`Connected "Tiệm Bánh Mì Cô Ba" as .*\nzalo-oa:${firstOa}\n`),
    )
  })

  it('takes an address that is longer than a line of a terminal can be', async () => {
    const terminal = await logIn(['zalo-oa'], { env: ssh, columns: 400 })
    const back = await consent(linkOn(await terminal.sees(/^Address:/m)))
    const padding = 'x'.repeat(5000)
    await pastes(
      terminal,
      `${back.slice(0, back.indexOf('?'))}?more=${padding}&${back.slice(back.indexOf('?') + 1)}`,
    )
    expect(await terminal.status()).toBe(0)
  })

  it('takes the browser that comes while a question stands open, and the question away', async () => {
    const terminal = await logIn(['zalo-oa', '--no-browser'], { columns: 400 })
    const back = await consent(linkOn(await terminal.sees(/^Address:/m)))
    await terminal.types('http://half')
    await terminal.sees(/^Address: http:\/\/half/m)
    const other = new URL(back)
    other.searchParams.set('state', 'of-another')
    await fetch(other)
    await terminal.sees(/came back from another login.*\nAddress: http:\/\/half/)
    await fetch(back)
    expect(await terminal.status()).toBe(0)
    expect(await terminal.screen()).not.toContain('Address:')
  })

  it('goes on listening when the input ends', async () => {
    const terminal = await logIn(['zalo-oa', '--no-browser'], { columns: 400 })
    const back = await consent(linkOn(await terminal.sees(/^Address:/m)))
    await terminal.presses('C-d')
    await terminal.sees(/^Waiting for the consent … 9:\d\d left/m)
    await fetch(back)
    expect(await terminal.status()).toBe(0)
  })

  it.each([
    ['a pasted address', ['zalo-oa', '--no-browser'], /^Address:/m],
    ['an address from elsewhere', ['zalo-oa', '--paste'], /^Address:/m],
    ['a code on another device', ['zoho', '--device'], /Waiting for the consent/],
  ])(
    'ends with 130 at Ctrl-C while it waits for %s, and leaves nothing of it on the screen',
    async (_, argv, waiting) => {
      const terminal = await logIn(argv)
      await terminal.sees(waiting)
      await terminal.presses('C-c')
      expect(await terminal.status()).toBe(130)
      expect(await terminal.screen()).not.toMatch(waiting)
    },
  )

  it('in the background of a shell does not read what is typed there, and takes the browser that comes', async () => {
    const shell = await openShell({ ...house, columns: 400 })
    await pastes(shell, 'oauth-tokens login zalo-oa --no-browser &')
    const screen = await shell.sees(/^Waiting for the consent, until [\d:]+\.$/m)
    expect(screen).not.toMatch(/^Address:/m)
    await pastes(shell, 'echo typed')
    await shell.sees(/^typed$/m)
    await fetch(await consent(/^(http:\S+)$/m.exec(screen)?.[1] ?? ''))
    expect(await shell.sees(/Connected "/)).not.toContain('Stopped')
  })

  it('counts down on one line while a code waits, and says where there is no room for a QR code', async () => {
    const terminal = await logIn(['zoho', '--device', '--lang', 'vi'], { columns: 90, rows: 16 })
    const early = await terminal.sees(/còn [45]:\d\d/)
    const [left = ''] = /còn \d:\d\d/.exec(early) ?? []
    const later = await terminal.sees(new RegExp(`(?!${left})còn \\d:\\d\\d`))
    expect(later.match(/còn/g)).toHaveLength(1)
    expect(later).toContain('Cửa sổ rộng từ 38×24 sẽ hiện thêm mã QR')
    house.sandbox.zoho.decideOnDevice(/user_code=([A-Z]{8})/.exec(later)?.[1] ?? '')
    expect(await terminal.status(30_000)).toBe(0)
  })
})
