import type { IdentifyRequest, Identity, ProviderAdapter } from '@oauth-tokens/core'
import type { IdTokenVerifier } from './id-token.ts'
import { identityIn } from './user-info.ts'

interface Sources {
  accountClaim: string
  /** Absent: the server has no keys, and its id_tokens prove nothing. */
  verify: IdTokenVerifier | undefined
  /** Absent: the server has no user info. */
  userInfo: ProviderAdapter['identify']
}

/** Whom a token belongs to: by its id_token, else by the user info; undefined when neither is there. */
export async function accountOf(
  request: IdentifyRequest,
  { accountClaim, verify, userInfo }: Sources,
): Promise<Identity | undefined> {
  const { idToken, nonce } = request
  const claims = idToken === undefined ? undefined : await verify?.(idToken, nonce)
  const told = claims && identityIn(claims, accountClaim)
  if (!userInfo || told?.label !== undefined) return told
  const asked = userInfo({ ...request, raw: claims ? { sub: claims.sub } : {} })
  if (!told) return asked
  // The account is certain; a name for it is only nice to have.
  const { label } = (await asked.catch(() => undefined)) ?? {}
  return label === undefined ? told : { ...told, label }
}
