import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { type FakeClock, fakeClock } from '@oauth-tokens/core/testing'
import { demoShop, type Sandbox, startSandbox } from '@oauth-tokens/sandbox'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { zaloOaViaETelecom, zaloOaViaInterits } from '../src/index.ts'
import { managers } from './support/managers.ts'

const { apiKey, shopKey, apps, oas } = demoShop
const [connected, fresh] = oas as [(typeof oas)[0], (typeof oas)[0]]
const { appId: clientId, appSecret: clientSecret, redirectUris } = apps[0]!
const redirectUri = redirectUris[0]!
const start = Date.UTC(2026, 0, 1)
const hour = 3_600_000
const day = 24 * hour
let sandbox: Sandbox

beforeEach(async () => {
  sandbox = await startSandbox({ now: () => start })
})
afterEach(() => sandbox.close())

/** Lets both clocks go on, so that what waits by the clock is woken. */
async function passing<Result>(clock: FakeClock, work: Promise<Result>): Promise<Result> {
  let settled = false
  const settle = () => {
    settled = true
  }
  work.then(settle, settle)
  for (let step = 0; !settled && step < 2000; step++) {
    await new Promise((resolve) => setTimeout(resolve, 2))
    clock.advance(1000)
    sandbox.clock.advance(1000)
  }
  return work
}

describe('OAs held at eTelecom', () => {
  const world = (more = {}) =>
    managers(
      zaloOaViaETelecom({
        apiKey,
        clientId,
        clientSecret,
        redirectUri,
        baseUrl: sandbox.etelecomUrl,
        ...more,
      }),
      fakeClock(start),
    )
  const provider = 'zalo-oa-via-etelecom'
  const id = `${provider}:${fresh.id}`
  const consent = (url: string, oaId = fresh.id) => sandbox.etelecom.authorize(url, { oaId }) ?? ''

  it('are connected by link, consent and callback, also for a partner', async () => {
    for (const more of [{}, { partner: true, apiKey: shopKey }]) {
      const tokens = world(more).manager()
      const { url, state } = await tokens.authorize(provider)
      expect(state).toMatch(/^\d+$/)
      const { connection } = await tokens.callback(consent(url))
      expect(connection).toMatchObject({
        id,
        status: 'external',
        label: fresh.name,
        refreshExpiresAt: new Date(start + 90 * day),
        params: { appId: clientId, shopId: demoShop.id, ownerId: demoShop.id, connectionMethod: 'direct' },
      })
      expect(sandbox.etelecom.oa(fresh.id)?.method).toBe('direct')
    }
  })

  it('refuse the consent of another OA than was asked for, and a callback that comes twice', async () => {
    const tokens = world().manager()
    const { url } = await tokens.authorize(provider, { account: fresh.id })
    const callback = consent(url, connected.id)
    await expect(tokens.callback(callback)).rejects.toMatchObject({ code: 'account_mismatch' })
    await expect(tokens.callback(callback)).rejects.toMatchObject({ code: 'unknown_state' })
    await expect(tokens.connection(`${provider}:${connected.id}`)).rejects.toMatchObject({
      name: 'ConnectionNotFoundError',
    })
  })

  it('say plainly where the tokens are', async () => {
    const tokens = world().manager()
    const { url } = await tokens.authorize(provider)
    await tokens.callback(consent(url))
    const told = { code: 'tokens_held_elsewhere', message: expect.stringContaining('eTelecom keeps them') }
    await expect(tokens.getAccessToken(id)).rejects.toMatchObject(told)
    await expect(tokens.fetch(id, 'https://openapi.zalo.me/v2.0/oa/getoa')).rejects.toMatchObject(told)
    await expect(tokens.exchange(provider, { code: 'x' })).rejects.toMatchObject(told)
    await expect(tokens.import({ provider, account: '1', refreshToken: 'x' })).rejects.toMatchObject(told)
  })

  it('are taken up without a consent where the gateway has them already', async () => {
    const tokens = world().manager()
    const { done, verificationUrl, userCode } = await tokens.authorizeDevice(provider, {
      account: connected.id,
    })
    expect(verificationUrl).toMatch(`${sandbox.etelecomUrl}/oa/permission?`)
    expect(userCode).toBe(undefined)
    expect(await done).toMatchObject({ id: `${provider}:${connected.id}`, status: 'external' })
  })

  it('are named by the list when the account is not', async () => {
    const tokens = world().manager()
    await expect(tokens.authorizeDevice(provider)).rejects.toMatchObject({
      code: 'account_unnamed',
      message: expect.stringContaining(`It lists ${connected.id} (${connected.name}).`),
    })
  })

  it('are finished by whoever has the callback, when a link was shown elsewhere', async () => {
    const { clock, manager } = world()
    const tokens = manager()
    const { done, verificationUrl } = await tokens.authorizeDevice(provider, { account: fresh.id })
    await manager().callback(consent(verificationUrl))
    expect(await passing(clock, done)).toMatchObject({ id, status: 'external' })
  })

  it('are watched: their end is announced 14, 7 and 1 days ahead, and a new consent is noticed', async () => {
    const { clock, events, manager } = world()
    const tokens = manager()
    const { url } = await tokens.authorize(provider)
    await tokens.callback(consent(url))
    const auto = tokens.autoRefresh()
    const pass = async (days: number) => {
      for (let passed = 0; passed < days * day; passed += hour) {
        clock.advance(hour)
        sandbox.clock.advance(hour)
        await auto.idle()
      }
    }
    await auto.idle()
    await pass(91)
    const due = events.filter(({ type }) => type === 'reauthorization-due')
    expect(due.map(({ at, endsAt }) => Math.round((endsAt!.getTime() - at.getTime()) / hour) / 24)).toEqual([
      14, 7, 1,
    ])
    expect(events.filter(({ type }) => type === 'reauthorization-required')).toHaveLength(1)
    expect((await tokens.connection(id)).status).toBe('reauthorization-required')

    // Somebody consents in eTelecom's own pages.
    sandbox.etelecom.connect(fresh.id)
    await pass(1)
    expect(await tokens.connection(id)).toMatchObject({ status: 'external', label: fresh.name })
    expect(events.filter(({ type }) => type === 'recovered')).toHaveLength(1)
    await pass(76)
    expect(events.filter(({ type }) => type === 'reauthorization-due')).toHaveLength(4)

    // And asked for by link, the same connection goes on.
    const again = await tokens.authorize(provider, { account: fresh.id })
    const { connection } = await tokens.callback(consent(again.url))
    expect(connection).toMatchObject({ id, createdAt: new Date(start) })
    expect(connection.refreshExpiresAt).toEqual(new Date(clock.now() + 90 * day))
    await auto.stop()
  })

  it('are not asked to consent because the gateway is away or the key is wrong', async () => {
    const { clock, events, manager } = world()
    const tokens = manager()
    const { url } = await tokens.authorize(provider)
    await tokens.callback(consent(url))
    for (const fault of [
      { kind: 'status', status: 503 },
      { kind: 'html' },
      { kind: 'throttled' },
      { kind: 'error-body', code: 'unauthenticated' },
      { kind: 'answer-lost' },
    ] as const) {
      sandbox.faults.add({ ...fault, path: 'api', server: 'etelecom' })
      await expect(tokens.refresh(id)).rejects.toMatchObject({
        name: expect.stringMatching(/^(ProviderUnavailable|RateLimited|Configuration)Error$/),
      })
      expect((await tokens.connection(id)).status).toBe('external')
      clock.advance(1000)
    }
    expect(events.filter(({ type }) => type.startsWith('reauthorization'))).toEqual([])
  })
})

describe('OAs held at Interits', () => {
  const provider = 'zalo-oa-via-interits'
  const world = () => managers(zaloOaViaInterits({ apiKey, baseUrl: sandbox.interitsUrl }), fakeClock(start))
  const id = `${provider}:${connected.id}`
  /** As a browser: the consent page, and the gateway's own callback. */
  const consent = async (url: string, oaId = connected.id) => {
    const answer = await fetch(sandbox.interits.authorize(url, { oaId }) ?? '')
    expect(answer.status).toBe(200)
  }

  it.each(['latest', 'old'] as const)(
    'are taken up, and say where the tokens are (%s envelope)',
    async (envelope) => {
      await sandbox.close()
      sandbox = await startSandbox({ now: () => start, interits: { envelope, successCode: 7 } })
      const tokens = world().manager()
      const { done } = await tokens.authorizeDevice(provider, { account: connected.id })
      expect(await done).toMatchObject({ id, status: 'external', params: { connectionMethod: 'builtin' } })
      await expect(tokens.getAccessToken(id)).rejects.toMatchObject({
        code: 'tokens_held_elsewhere',
        message: expect.stringContaining('Interits keeps them'),
      })
    },
  )

  it('are waited for until the gateway has finished the consent', async () => {
    const { clock, manager } = world()
    const tokens = manager()
    const first = await tokens.authorizeDevice(provider, { account: connected.id })
    await first.done
    const again = await tokens.authorizeDevice(provider, { account: connected.id })
    let finished = false
    void again.done.then(() => {
      finished = true
    })
    clock.advance(20_000)
    sandbox.clock.advance(20_000)
    await new Promise((resolve) => setTimeout(resolve, 50))
    expect(finished).toBe(false)
    await consent(again.verificationUrl)
    const { refreshExpiresAt } = await passing(clock, again.done)
    expect(refreshExpiresAt?.getTime()).toBeGreaterThan(start + 90 * day)
  })

  it('are given up when nobody consents in time', async () => {
    const { clock, manager } = world()
    const tokens = manager()
    sandbox.interits.setOa(connected.id, { status: 'N' })
    const { done } = await tokens.authorizeDevice(provider, { account: connected.id })
    await expect(passing(clock, done)).rejects.toMatchObject({ code: 'consent_timeout' })
  })

  it('give a link by authorize, and notice the consent when they look the next time', async () => {
    const { clock, manager } = world()
    const tokens = manager()
    await (await tokens.authorizeDevice(provider, { account: connected.id })).done
    const auto = tokens.autoRefresh()
    await auto.idle()
    clock.advance(day)
    sandbox.clock.advance(day)
    const { url } = await tokens.authorize(provider, { account: connected.id })
    await consent(url)
    clock.advance(3 * hour)
    await auto.idle()
    expect((await tokens.connection(id)).refreshExpiresAt).toEqual(new Date(start + 91 * day))
    await auto.stop()
  })
})

describe('the headers of a call', () => {
  it('are written as they are printed, capitals too', async () => {
    const seen: string[][] = []
    const server = createServer(({ rawHeaders }, response) => {
      seen.push(rawHeaders.filter((_, index) => index % 2 === 0))
      response.end('{"url":"https://x.example?state=1","data":{"url":"https://x.example"}}')
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
    try {
      await zaloOaViaETelecom({ apiKey, baseUrl }).external?.link({ timeout: 5000 })
      await zaloOaViaInterits({ apiKey, baseUrl }).external?.link({ timeout: 5000 })
    } finally {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    }
    expect(seen[0]).toEqual(expect.arrayContaining(['Content-Type', 'Accept', 'Authorization']))
    expect(seen[1]).toEqual(expect.arrayContaining(['accept', 'API-KEY', 'Content-Type']))
  })
})
