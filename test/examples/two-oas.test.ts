import { demoApp, type Sandbox, startSandbox } from '@oauth-tokens/sandbox'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { freePort } from '../../packages/core/test/support/services/redis.ts'
import { type Home, newHome, type Running, start } from '../support/example.ts'
import { breadShop, day, teaHouse, zaloSettings } from '../support/example-zalo.ts'

describe('two OAs behind one web app', () => {
  const login = { authorization: `Basic ${Buffer.from('staff:open-sesame').toString('base64')}` }
  let sandbox: Sandbox
  let origin: string
  let home: Home
  afterEach(() => sandbox.close())
  beforeEach(async () => {
    const port = await freePort()
    origin = `http://127.0.0.1:${port}`
    const redirectUris = [`${origin}/callback`]
    sandbox = await startSandbox({ zalo: { apps: [{ ...demoApp, redirectUris }] } })
    home = newHome(
      'two-oas',
      zaloSettings(sandbox, { ZALO_OA_REDIRECT_URI: `${origin}/callback`, STAFF_PASSWORD: 'open-sesame' }),
    )
  })

  async function open(): Promise<Running> {
    const app = start('node', ['app.mjs'], home)
    await app.said('Open')
    return app
  }
  const get = (path: string) => fetch(origin + path, { headers: login, redirect: 'manual' })
  const name = async (oa: string) => {
    const { data } = (await (await get(`/oas/zalo-oa:${oa}`)).json()) as { data?: { name: string } }
    return data?.name
  }
  const connect = async (oaId: string) => {
    const link = (await get('/connect')).headers.get('location')!
    const back = await fetch(sandbox.zalo.authorize(link, { oaId }), { redirect: 'manual' })
    expect([back.status, back.headers.get('location')]).toEqual([302, `${origin}/oas`])
  }
  const stop = async ({ child, finished }: Running) => {
    child.kill('SIGTERM')
    expect(await finished).toMatchObject({ status: 0, stderr: '' })
  }

  it('logs both in and writes as either, through a restart and the end of their tokens', async () => {
    const first = await open()
    await connect(breadShop.id)
    await connect(teaHouse.id)
    expect(await name(breadShop.id)).toBe(breadShop.name)
    await stop(first)

    const second = await open()
    sandbox.clock.advance(day)
    expect(await name(breadShop.id)).toBe(breadShop.name)
    const sent = await fetch(`${origin}/oas/zalo-oa:${teaHouse.id}/messages`, {
      method: 'POST',
      headers: login,
      body: JSON.stringify({ to: '186729651760683225', text: 'Xin chào' }),
    })
    expect([sent.status, await sent.json()]).toMatchObject([200, { error: 0 }])
    expect(sandbox.zalo.messages()).toMatchObject([{ oaId: teaHouse.id, to: '186729651760683225' }])
    expect(sandbox.stats().totals).toMatchObject({ exchanges: 2, redemptions: 2, issued: 4, replays: 0 })
    await stop(second)
  })

  it('keeps the answer of a refresh that is under way when it is stopped', async () => {
    const first = await open()
    await connect(breadShop.id)
    sandbox.clock.advance(day)
    const gate = sandbox.faults.add({ kind: 'gate', hold: 'after-commit', grantType: 'refresh_token' })
    const asked = name(breadShop.id)
    await sandbox.faults.arrived(gate)
    first.child.kill('SIGTERM')
    await first.said('Finishing')
    sandbox.faults.release(gate)
    expect([await asked, (await first.finished).status]).toEqual([breadShop.name, 0])

    const second = await open()
    expect(await name(breadShop.id)).toBe(breadShop.name)
    expect(sandbox.stats().totals).toMatchObject({ redemptions: 1, issuedButUndelivered: 0 })
    await stop(second)
  })

  it('is open to its staff only, and says what is wrong', async () => {
    const app = await open()
    expect((await fetch(`${origin}/callback`)).status).toBe(200)
    expect((await fetch(`${origin}/connect`)).status).toBe(401)
    expect((await fetch(`${origin}/callback?code=c&state=made-up`)).status).toBe(400)
    expect((await get('/oas/zalo-oa:1')).status).toBe(404)
    await connect(teaHouse.id)
    sandbox.zalo.revokeApp(demoApp.appId, teaHouse.id)
    const answer = await get(`/oas/zalo-oa:${teaHouse.id}`)
    expect([answer.status, await answer.json()]).toMatchObject([
      409,
      { message: expect.stringContaining('consent'), next: `${origin}/connect` },
    ])
    app.child.kill('SIGTERM')
    expect((await app.finished).status).toBe(0)
  })
})
