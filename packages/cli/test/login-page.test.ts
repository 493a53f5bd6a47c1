import { createHash } from 'node:crypto'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { start } from './support/run-command.ts'
import { consent, firstOa, openHouse, type SandboxHouse } from './support/sandbox-house.ts'

const link = /^http:\S+\/permission\?\S+$/m

/** Beyond text: would act in a browser, clear a terminal, hide there as a link, or turn its order around. */
const hostile = '<script>alert(1)</script>"\'&\u001b[2J\u001b]8;;http://evil.example\u0007\u202e\r\nOA'

/** Everything that a terminal acts on, but the ends of lines. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what must not be there
const acting = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e]/

describe('the page that the browser comes back to', () => {
  let house: SandboxHouse
  beforeEach(async () => {
    house = await openHouse({ oas: [{ id: firstOa, name: hostile }] })
  })
  afterEach(() => house.close())

  test('lets nothing be loaded, run, framed, sent or kept', async () => {
    const login = start(['login', 'zalo-oa', '--no-browser'], house)
    const page = await fetch(await consent((await login.said(link))[0]))
    const html = await page.text()
    const style = /<style>(.*)<\/style>/s.exec(html)?.[1] ?? ''
    const hash = createHash('sha256').update(style).digest('base64')
    expect(Object.fromEntries(page.headers)).toMatchObject({
      'cache-control': 'no-store',
      'referrer-policy': 'no-referrer',
      'x-content-type-options': 'nosniff',
      'content-security-policy': `default-src 'none'; style-src 'sha256-${hash}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`,
      'cross-origin-opener-policy': 'same-origin',
    })
    expect(html).not.toMatch(/src=|href=|url\(|@import|<link|<script/)
    await login.finished
  })

  test('shows a hostile label as text, and the terminal shows it without what acts there', async () => {
    const login = start(['login', 'zalo-oa', '--no-browser'], {
      ...house,
      terminal: true,
      env: { ...house.env, CI: '1' },
    })
    const html = await (await fetch(await consent((await login.said(link))[0]))).text()
    expect(html).toContain('&#60;script&#62;alert(1)&#60;/script&#62;&#34;&#39;&#38;')
    expect(html).not.toContain('<script')
    expect(html).not.toMatch(acting)
    const { stderr } = await login.finished
    expect(stderr).toContain('<script>alert(1)</script>')
    expect(stderr).not.toMatch(acting)
  })

  test('shows a hostile reason of a refusal as text, on the page and on the terminal', async () => {
    const login = start(['login', 'zalo-oa', '--no-browser'], house)
    const asked = new URL((await login.said(link))[0])
    const back = new URL(house.env.ZALO_OA_REDIRECT_URI ?? '')
    back.searchParams.set('state', asked.searchParams.get('state') ?? '')
    back.searchParams.set('error', 'access_denied')
    back.searchParams.set('error_description', hostile)
    const html = await (await fetch(back)).text()
    expect(html).toContain('did not succeed')
    expect(html).toContain('&#60;script&#62;')
    expect(html).not.toContain('<script')
    expect(html).not.toMatch(acting)
    const { status, stderr } = await login.finished
    expect(status).toBe(5)
    expect(stderr).toContain('<script>')
    expect(stderr).not.toMatch(acting)
  })

  test('speaks the language of whoever logs in, and the error as JSON stays English', async () => {
    const login = start(['login', 'zalo-oa', '--no-browser', '--lang', 'vi', '--json'], house)
    const html = await (
      await fetch(await consent((await login.said(link))[0], { auto: 'deny', denial: 'redirect' }))
    ).text()
    expect(html).toContain('<html lang="vi">')
    expect(html).toContain('<h1>Đăng nhập không thành công</h1>')
    expect(html).toContain('Bạn có thể đóng cửa sổ này')
    const { stderr } = await login.finished
    expect(stderr).toContain('"message":"The account owner did not consent')
  })

  test('tells the browser of another login what to do with it, and the terminal that it came', async () => {
    const login = start(['login', 'zalo-oa', '--no-browser'], house)
    const back = await consent((await login.said(link))[0])
    const other = new URL(back)
    other.searchParams.set('state', 'of-another-login')
    const html = await (await fetch(other)).text()
    expect(html).toContain('use the link that it shows')
    expect(html).toContain('oauth-tokens callback &#39;this whole address&#39;')
    await login.said(/A browser came back from another login\. This one goes on waiting\./)
    await fetch(back)
    expect((await login.finished).status).toBe(0)
  })
})
