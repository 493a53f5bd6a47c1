/** Follows redirects with cookies, as the account owner's browser, until it is sent back to `redirectUri`. */
export async function browse(start: string, redirectUri: string, account: string): Promise<string> {
  const cookies = new Map<string, string>()
  let url = new URL(start)
  for (let hops = 0; hops < 10; hops++) {
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ')
    const answer = await fetch(url, { redirect: 'manual', headers: { cookie, 'x-account': account } })
    await answer.body?.cancel()
    for (const set of answer.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(set) ?? []
      cookies.set(name, value)
    }
    const location = answer.headers.get('location')
    if (location === null) throw new Error(`The sign-in ended at ${url.pathname} with HTTP ${answer.status}.`)
    url = new URL(location, url)
    if (url.href.startsWith(redirectUri)) return url.href
  }
  throw new Error('The sign-in does not end.')
}
