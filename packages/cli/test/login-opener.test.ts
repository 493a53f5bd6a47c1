import { spawn } from 'node:child_process'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { openBrowser } from '../src/open-browser.ts'
import { openInput, start } from './support/run-command.ts'
import { consent, openHouse } from './support/sandbox-house.ts'

const opened = vi.hoisted(() => ({ urls: [] as string[], opener: 'exit 0' }))
vi.mock('open', () => ({
  default: async (url: string) => {
    opened.urls.push(url)
    return spawn('/bin/sh', ['-c', opened.opener])
  },
}))

const display = { DISPLAY: ':0' }
const url = 'https://id.example/consent'

describe.runIf(process.platform === 'linux')('the opener of the browser', () => {
  afterEach(() => {
    opened.urls = []
    opened.opener = 'exit 0'
  })

  test('opens a browser where there is a display', async () => {
    expect(await openBrowser(url, display)).toBe(true)
    expect(await openBrowser(url, { WAYLAND_DISPLAY: 'wayland-0' })).toBe(true)
    expect(opened.urls).toEqual([url, url])
  })

  test.each([
    ['without a display', {}],
    ['over SSH, though its display is forwarded', { ...display, SSH_CONNECTION: '192.0.2.1 5 192.0.2.2 22' }],
    ['in a terminal of SSH', { ...display, SSH_TTY: '/dev/pts/0' }],
  ])('opens none %s', async (_, env) => {
    expect(await openBrowser(url, env)).toBe(false)
    expect(opened.urls).toEqual([])
  })

  test('starts no other program with what a server gives as a link', async () => {
    for (const other of ['file:///etc/passwd', 'vscode://x', '--version', 'javascript:alert(1)']) {
      expect(await openBrowser(other, display)).toBe(false)
    }
    expect(opened.urls).toEqual([])
  })

  test('says so when it fails', async () => {
    opened.opener = 'exit 3'
    expect(await openBrowser(url, display)).toBe(false)
  })

  test('does not wait for one that stays', async () => {
    opened.opener = 'read line'
    expect(await openBrowser(url, display)).toBe(true)
  })
})

test('a login whose opener fails listens all the same, and shows the link to be opened by hand', async () => {
  const house = await openHouse()
  const login = start(['login', 'zalo-oa'], {
    ...house,
    stdin: openInput(),
    terminal: true,
    openBrowser: async () => false,
  })
  const [, link = ''] = await login.said(/Open this link in a browser and allow the app:\n(http:\S+)\n/)
  await fetch(await consent(link))
  expect((await login.finished).status).toBe(0)
  await house.close()
})
