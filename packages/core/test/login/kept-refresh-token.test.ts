import { describe, expect, it } from 'vitest'
import type { RedeemOutcome } from '../../src/index.ts'
import { callbackUrl, id, loggedIn } from '../support/world.ts'

/** A login that brings no refresh token, as some servers answer every consent but the first. */
const withoutRefreshToken = async (): Promise<RedeemOutcome> => ({
  kind: 'issued',
  grant: { accessToken: 'access-of-the-second-login', tokenType: 'bearer', expiresIn: 3600, raw: {} },
})

describe('a second login that brings no refresh token', () => {
  async function again(overrides: { refreshTokens: 'single-use' | 'reusable' }) {
    const world = await loggedIn(overrides)
    const own = world.manager({
      adapter: { ...world.provider.adapter, exchange: withoutRefreshToken },
    })
    const { state } = await own.authorize('fake')
    await own.callback(`${callbackUrl}?code=good-code&state=${state}`)
    return { ...world, tokens: own }
  }

  it('keeps the one that goes on being good', async () => {
    const { tokens, clock, record, provider } = await again({ refreshTokens: 'reusable' })
    expect((await record()).secrets).toMatchObject({
      accessToken: 'access-of-the-second-login',
      refreshToken: 'refresh-1',
    })
    clock.advance(3_600_000)
    expect((await tokens.getTokenSet(id)).generation).toBe(2)
    expect(provider.sent).toEqual(['refresh-1'])
  })

  it('does not keep one that works once: it belongs to the grant before', async () => {
    const { record } = await again({ refreshTokens: 'single-use' })
    expect((await record()).secrets.refreshToken).toBe(undefined)
  })

  it('does not keep one that another client was given', async () => {
    const { manager, provider, record } = await loggedIn({ refreshTokens: 'reusable' })
    const adapter = { ...provider.adapter, clientId: 'another-client', exchange: withoutRefreshToken }
    const other = manager({ adapter })
    const { state } = await other.authorize('fake')
    await other.callback(`${callbackUrl}?code=good-code&state=${state}`)
    expect((await record()).secrets.refreshToken).toBe(undefined)
  })

  it('does not keep one that was refused for good', async () => {
    const world = await loggedIn({ refreshTokens: 'reusable' })
    world.provider.script = [
      () => ({ kind: 'refused', refusal: 'grant', code: 'invalid_grant', message: 'It was revoked.' }),
    ]
    world.clock.advance(3_600_000)
    const tokens = world.manager({ adapter: { ...world.provider.adapter, exchange: withoutRefreshToken } })
    await expect(tokens.getAccessToken(id)).rejects.toMatchObject({ code: 'invalid_grant' })
    const { state } = await tokens.authorize('fake')
    await tokens.callback(`${callbackUrl}?code=good-code&state=${state}`)
    expect((await world.record()).secrets.refreshToken).toBe(undefined)
  })
})

describe('an import', () => {
  it('of an account in a place that the adapter does not know is refused at once', async () => {
    const { manager, provider } = await loggedIn()
    const tokenHost = ({ place = 'here' }: Readonly<Record<string, string>>) => {
      if (place !== 'here') throw new Error(`no such place: ${place}`)
      return 'id.example'
    }
    const tokens = manager({ adapter: { ...provider.adapter, tokenHost } })
    const imported = { provider: 'fake', account: 'account-2', refreshToken: 'refresh-of-account-2' }
    await expect(tokens.import({ ...imported, params: { place: 'elsewhere' } })).rejects.toThrow(
      /no such place/,
    )
    expect((await tokens.import({ ...imported, params: { place: 'here' } })).id).toBe('fake:account-2')
  })
})
