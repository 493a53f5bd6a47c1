import { ConfigurationError } from '@oauth-tokens/core'
import { type Phrase, phrase } from '@oauth-tokens/core/phrase'
import type { AnswerFields, DeclaredErrors, ProviderDeclaration, RequestShape } from './declaration.ts'

type Keys<Part> = Readonly<Record<keyof Part, true>>
type Known = { [Name in keyof Required<ProviderDeclaration>]: true | Readonly<Record<string, true>> }

const shape: Keys<Required<RequestShape>> = { names: true, omit: true, add: true }
const fields: Keys<Required<AnswerFields>> = {
  accessToken: true,
  refreshToken: true,
  expiresIn: true,
  refreshExpiresIn: true,
  scope: true,
  tokenType: true,
  idToken: true,
  error: true,
  errorDescription: true,
  unit: true,
}
const errors: Keys<Required<DeclaredErrors>> = {
  success: true,
  deadGrant: true,
  wrongSecret: true,
  wrongSettings: true,
  slowDown: true,
  slowDownSeconds: true,
  unclear: true,
  deadToken: true,
}

const known: Known = {
  name: true,
  endpoints: {
    authorization: true,
    token: true,
    revocation: true,
    userInfo: true,
    deviceAuthorization: true,
  },
  resourceHosts: true,
  clientAuth: { headers: true, body: true },
  pkce: true,
  scopes: true,
  scopeSeparator: true,
  authorizationRequest: shape,
  tokenRequest: { ...shape, body: true },
  callback: { code: true, state: true },
  fields,
  errors,
  account: { field: true, label: true, in: true },
  codesFrom: true,
  refreshTokens: true,
  newAccessTokenRevokesOld: true,
  clientCredentials: true,
  header: { name: true, value: true },
  limits: { redemptions: true, window: true },
  accessTokenLifetime: true,
  refreshTokenLifetime: true,
  refreshTokenExpiry: true,
  refreshTokensPerAccount: true,
  refreshMargin: true,
}

const choices = {
  clientAuth: ['basic', 'post', 'none', 'client_secret_basic', 'client_secret_post'],
  refreshTokens: ['single-use', 'reusable'],
  refreshTokenExpiry: ['fixed'],
} as const

/** For whoever has no types: a misspelled name would silently mean the standard. @throws ConfigurationError */
export function checkDeclaration(declaration: ProviderDeclaration): void {
  if (typeof declaration !== 'object' || declaration === null) throw wrong(phrase`it is no object`)
  requireKnown(declaration, known)
  if (typeof declaration.endpoints?.token !== 'string') throw wrong(phrase`endpoints.token is missing`)
  for (const [name, allowed] of Object.entries(choices)) {
    const given = declaration[name as keyof typeof choices]
    if (typeof given === 'object' || given === undefined) continue
    if (!allowed.some((one) => one === given))
      throw wrong(phrase`${name} must be one of ${allowed.join(', ')}`)
  }
  const { clientAuth, tokenRequest, codesFrom, endpoints } = declaration
  if (codesFrom !== undefined && endpoints.authorization !== undefined) {
    throw wrong(phrase`there are codesFrom and endpoints.authorization; leave one out`)
  }
  if (clientAuth === 'none' && (tokenRequest?.names || tokenRequest?.omit)) {
    throw wrong(
      phrase`tokenRequest.names and tokenRequest.omit need an app with a secret, not clientAuth "none"`,
    )
  }
}

function requireKnown(given: object, names: Readonly<Record<string, unknown>>, where = ''): void {
  for (const [name, value] of Object.entries(given)) {
    const below = Object.hasOwn(names, name) ? names[name] : undefined
    if (below === undefined) {
      throw wrong(phrase`${where}${name} is unknown; known are ${Object.keys(names).join(', ')}`)
    }
    if (typeof below === 'object' && typeof value === 'object' && value !== null) {
      requireKnown(value, below as Readonly<Record<string, unknown>>, `${where}${name}.`)
    }
  }
}

function wrong(problem: Phrase): ConfigurationError {
  return new ConfigurationError(phrase`The declaration of a provider is wrong: ${problem}.`, {
    code: 'invalid_declaration',
  })
}
