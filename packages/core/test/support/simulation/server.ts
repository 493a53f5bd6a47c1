import type { Grant, ProviderAdapter, RedeemOutcome } from '../../../src/index.ts'

export type ProviderKind = Pick<ProviderAdapter, 'refreshTokens' | 'newAccessTokenRevokesOld'>

interface Consent {
  /** How often its refresh token was redeemed, and once for the consent itself. */
  issued: number
  revoked: boolean
}

/** An authorization server. Its tokens are named grant.number, so that a test can tell which follows which. */
export function authorizationServer({ refreshTokens }: ProviderKind) {
  const singleUse = refreshTokens === 'single-use'
  const consents = new Map<string, Consent>()

  const parse = (token: string) => {
    const [grant = '', number = ''] = token.split('.')
    return { consent: consents.get(grant) ?? { issued: 0, revoked: true }, grant, number: Number(number) }
  }
  const tokensOf = (grant: string, issued: number): Grant => ({
    accessToken: `access-${grant}.${issued}`,
    // One that can be used again is told only once, as by most who issue such.
    ...((singleUse || issued === 1) && { refreshToken: `${grant}.${issued}` }),
    tokenType: 'bearer',
    expiresIn: 3600,
    raw: {},
  })
  const works = (token: string) => {
    const { consent, number } = parse(token)
    return !consent.revoked && (!singleUse || consent.issued === number)
  }

  return {
    singleUse,
    /** The owner consents. */
    newGrant(): Grant {
      const grant = `grant${consents.size + 1}`
      consents.set(grant, { issued: 1, revoked: false })
      return tokensOf(grant, 1)
    },
    /** The owner takes the consent back. */
    revoke(token: string): void {
      parse(token).consent.revoked = true
    },
    isRevoked: (token: string) => parse(token).consent.revoked,
    /** Whether it would still be taken. */
    works,
    /** The refresh token that came of it, if it was redeemed. */
    successor(token: string): string | undefined {
      const { consent, grant, number } = parse(token)
      return singleUse && consent.issued > number ? `${grant}.${number + 1}` : undefined
    },
    redeem(token: string): RedeemOutcome {
      const { consent, grant } = parse(token)
      if (!works(token))
        return { kind: 'refused', refusal: 'grant', code: 'invalid_grant', message: 'It is spent.' }
      consent.issued += 1
      return { kind: 'issued', grant: tokensOf(grant, consent.issued) }
    },
  }
}

export type AuthorizationServer = ReturnType<typeof authorizationServer>
