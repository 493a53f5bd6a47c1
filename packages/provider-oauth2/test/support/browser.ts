/** The account owner's browser: keeps cookies, follows redirects, and sends the one form of a page. */
export class Browser {
  readonly #account: string
  readonly #cookies = new Map<string, string>()

  constructor(account: string) {
    this.#account = account
  }

  /** Follows redirects until it is sent to `until`, or stands on a page. */
  async open(
    start: string,
    until = 'nowhere:',
    body?: URLSearchParams,
  ): Promise<{ url: string; page: string }> {
    let url = new URL(start)
    for (let hops = 0; hops < 12; hops++) {
      const answer = await fetch(url, {
        redirect: 'manual',
        method: body && hops === 0 ? 'POST' : 'GET',
        headers: { cookie: this.#cookie(), 'x-account': this.#account },
        ...(body && hops === 0 && { body }),
      })
      for (const set of answer.headers.getSetCookie()) {
        const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(set) ?? []
        this.#cookies.set(name, value)
      }
      const page = await answer.text()
      const location = answer.headers.get('location')
      if (location === null) return { url: url.href, page }
      url = new URL(location, url)
      if (url.href.startsWith(until)) return { url: url.href, page: '' }
    }
    throw new Error('The redirects do not end.')
  }

  /** Consents, and gives the URL that the app is called back with. */
  async consent(start: string, redirectUri: string): Promise<string> {
    const { url, page } = await this.open(start, redirectUri)
    if (!url.startsWith(redirectUri)) throw new Error(`The consent ended at ${url}: ${page}`)
    return url
  }

  /** Types a device code in, and confirms it. */
  async typeIn(verificationUrl: string, userCode: string): Promise<string> {
    const { page } = await this.open(verificationUrl)
    const entered = await this.#send(verificationUrl, page, { user_code: userCode })
    return this.#send(verificationUrl, entered, { user_code: userCode, confirm: 'yes' })
  }

  async #send(action: string, page: string, fields: Record<string, string>): Promise<string> {
    const [, xsrf = ''] = /name="xsrf" value="([^"]+)"/.exec(page) ?? []
    return (await this.open(action, 'nowhere:', new URLSearchParams({ xsrf, ...fields }))).page
  }

  #cookie(): string {
    return [...this.#cookies].map(([name, value]) => `${name}=${value}`).join('; ')
  }
}
