import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TokenManager } from '@oauth-tokens/core'
import { type Sandbox, startSandbox } from '@oauth-tokens/sandbox'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { zohoSdkStore, zohoSdkToken } from '../src/sdk/index.ts'
import { loadSdk, type Sdk } from './sdk-under-test.ts'
import { an, clara, login, ravi, sandboxZoho, type World, world } from './world.ts'

describe.each(['typescript', 'javascript'] as const)('the official SDK in %s', (kind) => {
  let sandbox: Sandbox
  let zohoWorld: World
  let tokens: TokenManager
  let folder: string
  let sdk: Sdk
  beforeEach(async () => {
    sandbox = await startSandbox()
    zohoWorld = world(sandboxZoho(sandbox))
    tokens = zohoWorld.tokens
    folder = mkdtempSync(join(tmpdir(), 'zoho-sdk-'))
    sdk = await loadSdk(kind)
  })
  afterEach(async () => {
    await zohoWorld.close()
    await sandbox.close()
    rmSync(folder, { recursive: true })
  })

  /** The SDK's own setting of the whole process is the United States, whoever calls. */
  async function start(connection: string | undefined, base = `${sandbox.zohoUrl}/us/api`) {
    const token = zohoSdkToken(tokens, connection, { OAuthToken: sdk.OAuthToken })
    const store = zohoSdkStore(sdk.TokenStore)
    await sdk.initialize({ base, token, store, folder })
    return token
  }
  const redemptions = () => sandbox.stats().totals.redemptions
  const good = { statusCode: 200 }

  it('refreshes once for ten calls at once with a token that has ended', async () => {
    const { refreshToken } = sandbox.zoho.mint({ zuid: an.zuid })
    const { id } = await tokens.import({ provider: 'zoho', account: an.zuid, refreshToken })
    await start(id)
    const answers = await Promise.all(Array.from({ length: 10 }, () => sdk.organization()))
    expect(answers).toEqual(Array.from({ length: 10 }, () => ({ ...good, name: an.orgName })))
    expect(redemptions()).toBe(1)
  })

  it('goes out for tenants in three data centres at once, each with its own token to its own place', async () => {
    const people = [an, clara, ravi]
    const ids = await Promise.all(people.map((person) => login(tokens, person)))
    const token = await start(undefined)
    const calls = Array.from({ length: 30 }, (_, turn) => turn % 3)
    const answers = await Promise.all(
      calls.map((index) => token.as(ids[index] as string, () => sdk.organization())),
    )
    expect(answers).toEqual(calls.map((index) => ({ ...good, name: people[index]?.orgName })))
    expect(redemptions()).toBe(0)
  })

  it('makes a call again with a new token when the old one died in between', async () => {
    const id = await login(tokens, clara)
    await start(id)
    expect(await sdk.organization()).toEqual({ ...good, name: clara.orgName })
    sandbox.zoho.revoke(await tokens.getAccessToken(id))
    const answers = await Promise.all([sdk.organization(), sdk.organization(), sdk.organization()])
    expect(answers).toEqual(Array.from({ length: 3 }, () => ({ ...good, name: clara.orgName })))
    expect(redemptions()).toBe(1)
  })

  describe('with an API that answers as it is told', () => {
    let heard: { url: string; body: string; authorization: string }[]
    let answer: (attempt: number) => { status: number; body: object }
    let api: Server
    const invalidToken = {
      code: 'INVALID_TOKEN',
      details: {},
      message: 'invalid oauth token',
      status: 'error',
    }
    beforeEach(async () => {
      heard = []
      api = createServer(async (request, response) => {
        let body = ''
        for await (const part of request) body += String(part)
        heard.push({ url: request.url ?? '', body, authorization: request.headers.authorization ?? '' })
        const told = answer(heard.length)
        response.writeHead(told.status, { 'content-type': 'application/json' }).end(JSON.stringify(told.body))
      })
      await new Promise<void>((resolve) => api.listen(0, '127.0.0.1', resolve))
    })
    afterEach(() => {
      api.closeAllConnections()
      api.close()
    })

    async function startThere() {
      const base = `http://127.0.0.1:${(api.address() as AddressInfo).port}`
      sandbox.zoho.setQuirks({ apiDomains: { us: base } })
      await zohoWorld.close()
      const us = { accounts: `${sandbox.zohoUrl}/us`, api: base }
      zohoWorld = world(sandboxZoho(sandbox, { dataCenters: { us } }))
      tokens = zohoWorld.tokens
      const id = await login(tokens, an)
      await start(id, base)
      return id
    }

    it('sends body and parameters once more, as they were', async () => {
      answer = (attempt) =>
        attempt === 1 ? { status: 401, body: invalidToken } : { status: 201, body: { tags: [] } }
      const id = await startThere()
      const before = await tokens.getAccessToken(id)
      expect(await sdk.createTag('Hà Nội')).toEqual({ statusCode: 201 })
      const [first, second] = heard
      expect(first?.url).toMatch(/^\/crm\/v8\/settings\/tags\?module=Leads/)
      expect(first?.body).toContain('Hà Nội')
      expect(second).toEqual({
        ...first,
        authorization: `Zoho-oauthtoken ${await tokens.getAccessToken(id)}`,
      })
      expect(first?.authorization).toBe(`Zoho-oauthtoken ${before}`)
      expect([heard.length, redemptions()]).toEqual([2, 1])
    })

    it('does not refresh over and over when it is no matter of the token', async () => {
      answer = () => ({ status: 401, body: invalidToken })
      await startThere()
      for (let turn = 0; turn < 4; turn++) {
        expect(await sdk.organization()).toMatchObject({ statusCode: 401, problem: 'INVALID_TOKEN' })
      }
      expect([heard.length, redemptions()]).toEqual([5, 1])
    })
  })

  it('hears that its owner must consent again', async () => {
    const { refreshToken } = sandbox.zoho.mint({ zuid: an.zuid })
    const { id } = await tokens.import({ provider: 'zoho', account: an.zuid, refreshToken })
    sandbox.zoho.disconnect({ zuid: an.zuid })
    await start(id)
    const error = await sdk.organization().catch((thrown: { cause?: unknown }) => thrown.cause)
    expect(error).toMatchObject({ name: 'ReauthorizationRequiredError', connection: id })
  })

  it('says so when nobody told whose call it is', async () => {
    await start(undefined)
    const error = await sdk.organization().catch((thrown: { cause?: unknown }) => thrown.cause)
    expect(error).toMatchObject({ code: 'connection_unnamed' })
  })

  it('leaves no token on the disk', async () => {
    const id = await login(tokens, an)
    await start(id)
    await sdk.organization()
    expect(
      readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => /token/i.test(name)),
    ).toEqual([])
  })
})
