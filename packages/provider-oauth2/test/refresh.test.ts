import { describe, expect, it } from 'vitest'
import { basic } from './support/apps.ts'
import { acme } from './support/world.ts'

const { server, provider, manager, login } = acme()

describe('at a server with rotation and reuse detection', () => {
  it('I1: a storm of callers spends each refresh token once, and the grant is never revoked', async () => {
    const tokens = manager()
    const { id } = await login(tokens, 'storm')
    server().replays = server().revoked = 0
    const seen = new Set<string>()
    for (let round = 0; round < 5; round++) {
      const before = await tokens.getAccessToken(id)
      server().requests.length = 0
      const callers = Array.from({ length: 40 }, (_, index) =>
        index % 2 === 0 ? tokens.getAccessToken(id, { rejected: before }) : tokens.refresh(id),
      )
      for (const answer of await Promise.all(callers)) {
        seen.add(typeof answer === 'string' ? answer : answer.accessToken)
      }
      const redeemed = server().requests.filter((path) => path === '/token').length
      expect(redeemed).toBeGreaterThan(0)
      expect(redeemed).toBeLessThan(3)
    }
    expect(server().replays).toBe(0)
    expect(server().revoked).toBe(0)
    expect(await server().isActive(await tokens.getAccessToken(id))).toBe(true)
    const { generation } = await tokens.connection(id)
    expect(seen.size).toBe(generation - 1)
  })

  it('takes a spent refresh token for what it is: somebody must consent again', async () => {
    const tokens = manager()
    const { id } = await login(tokens, 'spent')
    const { refreshToken = '' } = await tokens.getTokenSet(id)
    await provider().refresh({ refreshToken, params: {}, timeout: 5000 })
    await expect(tokens.refresh(id)).rejects.toMatchObject({
      name: 'ReauthorizationRequiredError',
      code: 'invalid_grant',
    })
    // The server saw a replay, which no client of this store made, and ended the grant.
    expect(server().replays).toBe(1)
  })

  it('tries the next secret of a list, and neither costs the grant', async () => {
    const tokens = manager(provider({ clientSecret: ['the-secret-of-next-week', basic.clientSecret] }))
    const { id } = await login(tokens, 'rotating')
    expect((await tokens.refresh(id)).generation).toBe(2)
  })

  it('calls with a dead access token once, refreshes, and calls again', async () => {
    const tokens = manager(provider({ resourceHosts: [server().issuer] }))
    const { id } = await login(tokens, 'caller')
    const dead = await tokens.getAccessToken(id)
    await server().endAccessToken(dead)
    server().requests.length = 0
    const answer = await tokens.fetch(id, `${server().issuer}/me`)
    expect(await answer.json()).toMatchObject({ sub: 'caller' })
    expect(server().requests).toEqual(['/me', '/token', '/me'])
  })

  it('gives the token to no host that was not configured', async () => {
    const tokens = manager()
    const { id } = await login(tokens, 'careful')
    await expect(tokens.fetch(id, `${server().issuer}/me`)).rejects.toMatchObject({
      code: 'host_not_allowed',
    })
  })

  it('revokes when it is asked to, and only then', async () => {
    const tokens = manager()
    const { id } = await login(tokens, 'leaving')
    const { accessToken, refreshToken = '' } = await tokens.getTokenSet(id)
    await tokens.forget(id)
    expect(await server().isActive(refreshToken)).toBe(true)
    await tokens.import({ provider: 'acme', account: 'leaving', accessToken, refreshToken })
    await tokens.revoke(id)
    expect(await server().isActive(refreshToken)).toBe(false)
    expect(await server().isActive(accessToken)).toBe(false)
    expect((await tokens.connection(id)).status).toBe('revoked')
  })

  it('remembers a refused app, asks no more, and keeps the tokens', async () => {
    const tokens = manager(provider({ clientSecret: 'not-the-secret-of-the-app' }))
    const honest = manager()
    const { id } = await login(honest, 'patient')
    const { refreshToken = '' } = await honest.getTokenSet(id)
    await tokens.import({ provider: 'acme', account: 'patient', refreshToken })
    await expect(tokens.getAccessToken(id)).rejects.toMatchObject({ name: 'ConfigurationError' })
    server().requests.length = 0
    await expect(tokens.getAccessToken(id)).rejects.toMatchObject({ name: 'ConfigurationError' })
    expect(server().requests).toEqual([])
    expect((await honest.refresh(id)).generation).toBe(2)
  })
})
