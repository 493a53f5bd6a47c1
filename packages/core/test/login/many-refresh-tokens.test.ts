import { describe, expect, it } from 'vitest'
import { callbackUrl, world } from '../support/world.ts'

describe('refresh tokens of which a provider keeps some', () => {
  async function warningsOf(logins: number, overrides: object) {
    let made = 0
    const exchange = async () => {
      made += 1
      const grant = {
        accessToken: `access-${made}`,
        refreshToken: `refresh-${made}`,
        tokenType: 'bearer',
        raw: {},
      }
      return { kind: 'issued', grant } as const
    }
    const { manager } = world({ exchange, refreshTokens: 'reusable', ...overrides })
    const warnings: string[] = []
    const silent = () => {}
    const warn = (message: string) => {
      warnings.push(message)
    }
    const tokens = manager({ logger: { error: silent, warn, info: silent, debug: silent } })
    for (let login = 0; login < logins; login++) {
      const { state } = await tokens.authorize('fake')
      await tokens.callback(`${callbackUrl}?code=good-code&state=${state}`)
    }
    return warnings
  }

  it('are warned of when the next login makes the last one', async () => {
    expect(await warningsOf(3, { refreshTokensPerAccount: 5 })).toEqual([])
    expect(await warningsOf(4, { refreshTokensPerAccount: 5 })).toEqual([
      expect.stringMatching(/^fake:account-1: 4 refresh tokens .* keeps 5/),
    ])
    expect((await warningsOf(6, { refreshTokensPerAccount: 5 })).length).toBe(3)
  })

  it("are nobody's concern where the provider keeps as many as there are", async () => {
    expect(await warningsOf(6, {})).toEqual([])
  })
})
