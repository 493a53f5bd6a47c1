import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { type Sandbox, startSandbox } from '@oauth-tokens/sandbox'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type ZohoOptions, zoho } from '../src/index.ts'
import {
  an,
  clara,
  clientId,
  clientSecret,
  consent,
  login,
  ravi,
  redirectUri,
  sandboxZoho,
  type World,
  world,
} from './world.ts'

let sandbox: Sandbox
let zohoWorld: World
const begin = (more: Partial<ZohoOptions> = {}) => {
  zohoWorld = world(sandboxZoho(sandbox, more))
  return zohoWorld.tokens
}
beforeEach(async () => {
  sandbox = await startSandbox()
})
afterEach(async () => {
  await zohoWorld.close()
  await sandbox.close()
})

describe('the consent page', () => {
  it('is asked for offline access and for consent, with scopes between commas and no challenge', async () => {
    const { url } = await begin({ baseUrl: undefined }).authorize('zoho', {
      scopes: ['ZohoCRM.org.READ', 'email'],
    })
    const { origin, pathname, searchParams } = new URL(url)
    expect(origin + pathname).toBe('https://accounts.zoho.com/oauth/v2/auth')
    const { state, ...query } = Object.fromEntries(searchParams)
    expect(state).toMatch(/^[\w-]{20,}$/)
    expect(query).toEqual({
      response_type: 'code',
      client_id: clientId,
      redirect_uri: redirectUri,
      scope: 'ZohoCRM.org.READ,email',
      access_type: 'offline',
      prompt: 'consent',
    })
  })

  it('is the one of the data centre that the app is registered in', async () => {
    const { url } = await begin({ baseUrl: undefined, dataCenter: 'CN' }).authorize('zoho')
    expect(new URL(url).origin).toBe('https://accounts.zoho.com.cn')
  })

  it('gets an S256 challenge with PKCE, which a client that requires it is let in with', async () => {
    await sandbox.close()
    sandbox = await startSandbox({
      zoho: { clients: [{ clientId, clientSecret, redirectUris: [redirectUri], requirePkce: true }] },
    })
    const tokens = begin({ pkce: true })
    const { url } = await tokens.authorize('zoho')
    expect(new URL(url).searchParams.get('code_challenge_method')).toBe('S256')
    expect(await login(tokens, an)).toBe('zoho:640101001')
  })
})

describe('a login', () => {
  it.each([an, clara, ravi])(
    'of an account in $dataCentre is finished, told and refreshed there',
    async (person) => {
      const tokens = begin()
      const id = await login(tokens, person)
      expect(id).toBe(`zoho:${person.zuid}`)
      expect(await tokens.connection(id)).toMatchObject({
        label: person.email,
        params: { location: person.dataCentre },
        status: 'active',
      })
      const before = await tokens.getTokenSet(id)
      const after = await tokens.refresh(id)
      expect(after.accessToken === before.accessToken).toBe(false)
      expect(after.refreshToken).toBe(before.refreshToken)
      expect(sandbox.zoho.isLive(after.accessToken)).toBe(true)
      const url = `${sandbox.zohoUrl}/${person.dataCentre}/api/crm/v8/org`
      const answer = await tokens.fetch(id, url)
      expect(await answer.json()).toMatchObject({ org: [{ company_name: person.orgName }] })
    },
  )

  it('takes an accounts server that ends in a slash for the same', async () => {
    sandbox.zoho.setQuirks({ trailingSlash: ['eu'] })
    expect(await login(begin(), clara)).toBe(`zoho:${clara.zuid}`)
  })

  it('takes the data centre of the app where the callback names none', async () => {
    const tokens = begin({ dataCenter: 'eu' })
    const { url } = await tokens.authorize('zoho')
    const back = new URL(await consent(url, { zuid: clara.zuid }))
    back.searchParams.delete('location')
    back.searchParams.delete('accounts-server')
    const { connection } = await tokens.callback(back)
    expect(connection).toMatchObject({ account: clara.zuid, params: { location: 'eu' } })
  })

  it('uses the secret of the data centre, and tries a list of them in order', async () => {
    const secrets = { eu: 'secret-of-europe' }
    await sandbox.close()
    sandbox = await startSandbox({
      zoho: { clients: [{ clientId, clientSecret, clientSecrets: secrets, redirectUris: [redirectUri] }] },
    })
    const tokens = begin({ clientSecrets: { eu: ['an-old-secret', 'secret-of-europe'] } })
    const [usId, euId] = [await login(tokens, an), await login(tokens, clara)]
    for (const id of [usId, euId]) expect((await tokens.refresh(id)).generation).toBe(2)
    await zohoWorld.close()
    await expect(login(begin(), clara)).rejects.toMatchObject({
      name: 'ConfigurationError',
      code: 'invalid_client_secret',
      message: expect.stringContaining('clientSecrets'),
    })
  })

  it('names the account by an id_token where the profile may not be read', async () => {
    const tokens = begin({ scopes: ['ZohoCRM.org.READ', 'email'] })
    const id = await login(tokens, clara)
    expect(id).toBe(`zoho:${clara.zuid}`)
    expect((await tokens.connection(id)).label).toBe(clara.email)
  })

  it('has the account named by the user where nothing tells it', async () => {
    const tokens = begin({ scopes: ['ZohoCRM.org.READ'] })
    await expect(login(tokens, an)).rejects.toMatchObject({ code: 'account_unnamed' })
    expect(await login(tokens, an, { accountName: 'bakery' })).toBe('zoho:bakery')
  })

  it('keeps the refresh token when a second consent brings none', async () => {
    const tokens = begin({ prompt: false })
    const id = await login(tokens, an)
    const { refreshToken } = await tokens.getTokenSet(id)
    expect(await login(tokens, an)).toBe(id)
    const now = await tokens.getTokenSet(id)
    expect(now).toMatchObject({ refreshToken, generation: 1 })
    expect((await tokens.refresh(id)).generation).toBe(2)
  })

  it('that is refused says that it may be the limit of logins', async () => {
    const tokens = begin()
    const { url } = await tokens.authorize('zoho')
    await expect(tokens.callback(await consent(url, { auto: 'deny' }))).rejects.toMatchObject({
      code: 'consent_refused',
      message: expect.stringMatching(/refused, or that more than 10 logins/),
    })
  })
})

describe('a forged callback', () => {
  /** Somebody who wants the secret. */
  async function thief() {
    const heard: string[] = []
    const server = createServer((request, response) => {
      heard.push(String(request.url))
      response.end('{}')
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
    return { heard, url, close: () => server.close() }
  }

  it('is refused when it names a server of its own, which hears nothing', async () => {
    const other = await thief()
    const tokens = begin()
    const forgeries: [string, string | undefined][] = [
      ['eu', other.url],
      ['us', `${sandbox.zohoUrl}/eu`],
      ['eu', `${sandbox.zohoUrl}/eu.evil.example`],
      ['eu', `${sandbox.zohoUrl}/eu//`],
      ['eu', 'https://accounts.zoho.eu.evil.example'],
      ['evil', undefined],
      ['__proto__', undefined],
    ]
    for (const [location, server] of forgeries) {
      const { url } = await tokens.authorize('zoho')
      const back = new URL(await consent(url, { zuid: clara.zuid }))
      back.searchParams.set('location', location)
      if (server) back.searchParams.set('accounts-server', server)
      else back.searchParams.delete('accounts-server')
      await expect(tokens.callback(back), `${location} ${server}`).rejects.toMatchObject({
        code: 'callback_refused',
      })
    }
    expect(other.heard).toEqual([])
    expect(sandbox.stats().totals.exchanges).toBe(0)
    other.close()
  })

  it('is refused without a location too, and when it names one twice', async () => {
    const adapter = zoho({ clientId, clientSecret, redirectUri })
    begin()
    const read = (query: string) =>
      adapter.readCallback(new URL(`${redirectUri}?code=1000.c&state=s&${query}`))
    expect(String(read('accounts-server=https://evil.example').refusal)).toMatch(/not known here/)
    expect(String(read('location=us&location=eu').refusal)).toMatch(/twice/)
    expect(read('accounts-server=https%3A%2F%2Faccounts.zoho.in%2F&')).toMatchObject({
      params: { location: 'in' },
    })
    expect(read('')).toEqual({ code: '1000.c', state: 's', params: { location: 'us' } })
  })

  it('has a like in imports: their servers are only compared with the table', async () => {
    const other = await thief()
    const tokens = begin()
    const { refreshToken } = sandbox.zoho.mint({ zuid: clara.zuid })
    const tokensOf = (params: Record<string, string>) => ({
      provider: 'zoho',
      account: clara.zuid,
      refreshToken,
      params,
    })
    for (const params of [
      { location: 'eu', 'accounts-server': other.url },
      { location: 'eu', api_domain: other.url },
      { 'accounts-server': other.url },
      { location: other.url },
      { location: 'eu', apiDomain: 'https://www.zohoapis.com' },
    ]) {
      await expect(tokens.import(tokensOf(params))).rejects.toMatchObject({
        name: 'ConfigurationError',
        code: 'unknown_place',
      })
    }
    expect(other.heard).toEqual([])
    const { id } = await tokens.import(tokensOf({ location: 'eu', api_domain: 'https://www.zohoapis.eu/' }))
    expect(sandbox.zoho.isLive(await tokens.getAccessToken(id))).toBe(true)
    other.close()
  })

  it('cannot be sent by an answer: an api_domain that is not in the table is replaced by the one that is', async () => {
    const { url, close } = await thief()
    sandbox.zoho.setQuirks({ apiDomains: { eu: url, us: 'https://www.zohoapis.com' } })
    const tokens = begin()
    for (const person of [clara, an]) {
      const set = await tokens.getTokenSet(await login(tokens, person))
      expect(set.raw.api_domain).toBe(`${sandbox.zohoUrl}${person === an ? '' : '/eu'}/api`)
    }
    close()
  })
})
