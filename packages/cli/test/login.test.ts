import { once } from 'node:events'
import { createServer } from 'node:http'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { english } from '../src/language/language.ts'
import { listenForCallback } from '../src/login/callback-listener.ts'
import { openInput, runCommand, start } from './support/run-command.ts'
import { consent, firstOa, openHouse, type SandboxHouse } from './support/sandbox-house.ts'

const link = /^http:\S+\/permission\?\S+$/m

describe('login by the loopback listener', () => {
  let house: SandboxHouse
  beforeEach(async () => {
    house = await openHouse()
  })
  afterEach(() => house.close())

  test('prints the link, waits for the browser, and prints only the connection id on stdout', async () => {
    const login = start(['login', 'zalo-oa', '--no-browser'], { ...house, terminal: true })
    const page = await fetch(await consent((await login.said(link))[0]))
    expect(page.status).toBe(200)
    expect(await page.text()).toMatch(/Connected.*may close this window/s)
    const { status, stdout, stderr } = await login.finished
    expect({ status, stdout }).toEqual({ status: 0, stdout: `zalo-oa:${firstOa}\n` })
    expect(stderr).toContain('Tiệm Bánh Mì Cô Ba')
  })

  test('opens the browser unless told not to', async () => {
    const login = runCommand(['login', 'zalo-oa', '--json'], {
      ...house,
      openBrowser: async (url) => {
        void consent(url).then(fetch)
        return true
      },
    })
    const { status, stdout } = await login
    expect(status).toBe(0)
    expect(JSON.parse(stdout)).toMatchObject({ id: `zalo-oa:${firstOa}`, status: 'active', generation: 1 })
  })

  test('a wrong or missing state, another path, another host and a favicon do not end it', async () => {
    const login = start(['login', 'zalo-oa', '--no-browser'], house)
    const back = await consent((await login.said(link))[0])
    const { origin, pathname, host } = new URL(back)
    const wrong = await fetch(`${origin}${pathname}?code=x&state=of-another-login`)
    expect({ status: wrong.status, text: await wrong.text() }).toEqual({
      status: 400,
      text: expect.stringContaining('another login'),
    })
    expect((await fetch(`${origin}${pathname}`)).status).toBe(400)
    expect((await fetch(`${origin}/favicon.ico`)).status).toBe(404)
    expect((await fetch(`${origin}${pathname}/more`)).status).toBe(404)
    expect((await fetch(back, { method: 'POST' })).status).toBe(405)
    expect(await statusFor(back, 'attacker.example')).toBe(421)
    expect(await statusFor(back, host.replace('127.0.0.1', 'localhost'))).toBe(421)
    expect((await fetch(back)).status).toBe(200)
    expect((await login.finished).status).toBe(0)
  })

  test('the page is not kept, loads nothing and tells nobody where it was', async () => {
    const login = start(['login', 'zalo-oa', '--no-browser'], house)
    const page = await fetch(await consent((await login.said(link))[0]))
    expect(Object.fromEntries(page.headers)).toMatchObject({
      'cache-control': 'no-store',
      'referrer-policy': 'no-referrer',
      'content-security-policy': expect.stringContaining("default-src 'none'"),
    })
    expect(await page.text()).not.toMatch(/src=|href=|url\(/)
    await login.finished
  })

  test('a reload says the same again, and the code is spent once', async () => {
    house.sandbox.faults.add({ kind: 'gate', id: 'exchange' })
    const login = start(['login', 'zalo-oa', '--no-browser'], house)
    const back = await consent((await login.said(link))[0])
    const pages = [fetch(back), fetch(back)]
    await house.sandbox.faults.arrived('exchange')
    pages.push(fetch(back))
    house.sandbox.faults.release('exchange')
    for (const page of await Promise.all(pages)) expect(await page.text()).toContain('is connected')
    expect((await login.finished).status).toBe(0)
    expect(house.sandbox.stats().totals.exchanges).toBe(1)
  })

  test('a refused consent that comes back is status 5, and the page says so', async () => {
    const login = start(['login', 'zalo-oa', '--no-browser'], house)
    const page = await fetch(await consent((await login.said(link))[0], { auto: 'deny', denial: 'redirect' }))
    expect(await page.text()).toContain('did not succeed')
    const { status, stdout, stderr } = await login.finished
    expect({ status, stdout }).toEqual({ status: 5, stdout: '' })
    expect(stderr).toContain('did not consent')
  })

  test('another account than the one asked for is refused with status 5', async () => {
    const login = start(['login', 'zalo-oa', '--no-browser', '--account', '12345'], house)
    await fetch(await consent((await login.said(link))[0]))
    expect((await login.finished).status).toBe(5)
    expect((await runCommand(['list', '--json'], house)).stdout).toBe('[]\n')
  })

  test('gives up after its time-out with status 5', async () => {
    const { status, stderr } = await runCommand(
      ['login', 'zalo-oa', '--no-browser', '--timeout', '0.1s'],
      house,
    )
    expect(status).toBe(5)
    expect(stderr).toContain('No consent came')
  })

  test('Ctrl-C while waiting ends it with status 130, quietly', async () => {
    const login = start(['login', 'zalo-oa', '--no-browser'], house)
    await login.said(link)
    login.send('SIGINT')
    const { status, stdout, stderr } = await login.finished
    expect({ status, stdout }).toEqual({ status: 130, stdout: '' })
    expect(stderr).not.toContain('finishing')
  })

  test('Ctrl-C during the exchange lets it be finished and stored', async () => {
    house.sandbox.faults.add({ kind: 'gate', id: 'exchange' })
    const login = start(['login', 'zalo-oa', '--no-browser'], house)
    const page = fetch(await consent((await login.said(link))[0]))
    await house.sandbox.faults.arrived('exchange')
    login.send('SIGINT')
    await login.said(/finishing the login \(≤ 20 s\); again to abandon it/)
    house.sandbox.faults.release('exchange')
    expect((await page).status).toBe(200)
    expect((await login.finished).status).toBe(130)
    expect((await runCommand(['list', '--json'], house)).stdout).toContain(firstOa)
  })

  test('a taken port is a configuration error that names --paste, before anybody consents', async () => {
    const squatter = createServer().listen(
      Number(new URL(house.env.ZALO_OA_REDIRECT_URI ?? '').port),
      '127.0.0.1',
    )
    await once(squatter, 'listening')
    const { status, stderr } = await runCommand(['login', 'zalo-oa', '--no-browser'], house)
    squatter.close()
    expect(status).toBe(2)
    expect(stderr).toMatch(/port of 127\.0\.0\.1:\d+ is taken.*--paste/)
    expect(stderr).not.toMatch(link)
  })
})

test('a redirect URI on localhost is served on both of its addresses', async () => {
  const redirect = new URL('http://localhost:18917/back')
  const listener = await listenForCallback(
    redirect,
    ({ search }) => ({ status: 200, title: 'Back', text: [search] }),
    english,
  )
  const pages = await Promise.allSettled(
    ['127.0.0.1', '[::1]'].map((address) => statusFor(`http://${address}:18917/back?a=<b>`, redirect.host)),
  )
  // A machine without IPv6 has only one of them.
  expect(pages.filter(({ status }) => status === 'fulfilled')).not.toEqual([])
  await listener.close()
})

describe('login by pasting', () => {
  test('takes the address from stdin', async () => {
    const house = await openHouse()
    const stdin = openInput()
    const login = start(['login', 'zalo-oa', '--paste'], { ...house, stdin })
    stdin.write(`${await consent((await login.said(link))[0])}\n`)
    const { status, stdout } = await login.finished
    expect({ status, stdout }).toEqual({ status: 0, stdout: `zalo-oa:${firstOa}\n` })
    await house.close()
  })

  test('is what happens when the redirect URI is not on this machine', async () => {
    const house = await openHouse({ redirectUri: 'https://shop.example/callback' })
    const stdin = openInput()
    const login = start(['login', 'zalo-oa'], { ...house, stdin, openBrowser: async () => false })
    stdin.write(`${await consent((await login.said(link))[0])}\n`)
    expect((await login.finished).stdout).toBe(`zalo-oa:${firstOa}\n`)
    await house.close()
  })

  test('without an address on stdin it is a usage error that names `callback`', async () => {
    const house = await openHouse()
    const { status, stderr } = await runCommand(['login', 'zalo-oa', '--paste'], house)
    expect(status).toBe(2)
    expect(stderr).toContain('oauth-tokens callback')
    await house.close()
  })

  test('an address with a foreign state is refused with status 5', async () => {
    const house = await openHouse()
    const stdin = 'http://127.0.0.1:1/callback?code=secret-code&state=foreign\n'
    const { status, stderr } = await runCommand(['login', 'zalo-oa', '--paste'], { ...house, stdin })
    expect(status).toBe(5)
    expect(stderr).not.toContain('secret-code')
    await house.close()
  })
})

describe('login in two halves', () => {
  test('url and callback find each other through the store, in different processes', async () => {
    const house = await openHouse()
    const { stdout: printed } = await runCommand(['url', 'zalo-oa'], house)
    const back = await consent(printed.trim())
    const { status, stdout } = await runCommand(['callback', back], house)
    expect({ status, stdout }).toEqual({ status: 0, stdout: `zalo-oa:${firstOa}\n` })
    const again = await runCommand(['callback', '-', '--json'], { ...house, stdin: `${back}\n` })
    expect(again.status).toBe(5)
    expect(JSON.parse(again.stderr)).toMatchObject({ error: { code: 'unknown_state' } })
    await house.close()
  })

  test('url --json says when the link ends', async () => {
    const house = await openHouse()
    const { stdout } = await runCommand(['url', 'zalo-oa', '--json', '--quiet'], house)
    expect(JSON.parse(stdout)).toEqual({
      url: expect.stringMatching(link),
      state: expect.any(String),
      expiresAt: expect.stringMatching(/^\d{4}-/),
    })
    await house.close()
  })

  test('something that is no address is a usage error that does not repeat it', async () => {
    const { status, stderr } = await runCommand(['callback', 'code-planted'])
    expect(status).toBe(2)
    expect(stderr).not.toContain('code-planted')
  })
})

/** fetch does not let anybody choose the Host header. */
async function statusFor(address: string, host: string): Promise<number | undefined> {
  const { request } = await import('node:http')
  return new Promise((resolve, reject) => {
    request(address, { headers: { host } }, (response) => {
      response.resume()
      resolve(response.statusCode)
    })
      .on('error', reject)
      .end()
  })
}
