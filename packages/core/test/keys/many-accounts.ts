import type { ProviderAdapter } from '../../src/index.ts'
import { fakeProvider } from '../support/fake-provider.ts'

/** An authorization server with a single-use refresh token for each account, which counts what it is sent. */
export function manyAccounts() {
  const serials = new Map<string, number>()
  const refused: string[] = []
  const tokenOf = (account: string) => `refresh-${account}-${serials.get(account) ?? 0}`
  const adapter: ProviderAdapter = {
    ...fakeProvider().adapter,
    async refresh({ refreshToken }) {
      const account = refreshToken.split('-')[1] ?? ''
      await new Promise((resolve) => setTimeout(resolve, 5))
      if (refreshToken !== tokenOf(account)) {
        refused.push(refreshToken)
        return { kind: 'refused', refusal: 'grant', code: 'invalid_grant', message: 'It is spent.' }
      }
      serials.set(account, (serials.get(account) ?? 0) + 1)
      const accessToken = `access-${account}-${serials.get(account)}`
      const grant = {
        accessToken,
        refreshToken: tokenOf(account),
        tokenType: 'bearer',
        expiresIn: 3600,
        raw: {},
      }
      return { kind: 'issued', grant }
    },
  }
  return {
    adapter,
    /** Refresh tokens that were sent a second time. */
    refused,
    tokenOf,
    redemptions: (account: string) => serials.get(account) ?? 0,
  }
}
