import { phrase } from '@oauth-tokens/core/phrase'
import type { ProviderDeclaration } from '@oauth-tokens/provider-oauth2'
import * as zod from 'zod'
import { expects } from '../expectations.ts'
import { expectedObject, text } from '../schema.ts'

/**
 * An adapter in data, as it may stand in a configuration. Made when one stands there: with its many parts it would cost
 * every other command a millisecond.
 */
export function declarationSchema() {
  const address = zod.url({ protocol: /^https?$/, error: expects(phrase`expected an address: "https://…"`) })
  const flag = zod.boolean({ error: expects(phrase`expected true or false`) })
  const seconds = zod
    .number({ error: expects(phrase`expected seconds, a number`) })
    .nonnegative({ error: expects(phrase`expected a number of 0 or more`) })
  const texts = zod.array(text, { error: expects(phrase`expected a list of texts`) })
  const textsByName = zod.record(text, text, {
    error: expects(phrase`expected an object: names, and a text for each`),
  })
  /** Codes are often numbers; they are compared as texts. */
  const codes = zod.array(
    zod.union([text, zod.number().transform(String)], {
      error: expects(phrase`expected a text or a number`),
    }),
    { error: expects(phrase`expected a list of error codes`) },
  )
  const path = zod.union([text, texts.min(1)], {
    error: expects(phrase`expected where it stands, such as "data.access_token", or a list of such`),
  })

  const object = <Shape extends zod.ZodRawShape>(shape: Shape) =>
    zod.strictObject(shape, { error: expectedObject(phrase`names, and a value for each`) })

  const choice = <const Choices extends readonly [string, ...string[]]>(choices: Choices) =>
    zod.enum(choices, {
      error: expects(phrase`expected one of ${choices.map((one) => `"${one}"`).join(', ')}`),
    })

  const shape = {
    names: textsByName.optional(),
    omit: texts.optional(),
    add: textsByName.optional(),
  }

  const credentials = ['basic', 'post', 'none', 'client_secret_basic', 'client_secret_post'] as const

  return object({
    name: text.optional(),
    endpoints: object({
      authorization: address.optional(),
      token: address,
      revocation: address.optional(),
      userInfo: address.optional(),
      deviceAuthorization: address.optional(),
    }),
    resourceHosts: zod.array(address, { error: expects(phrase`expected a list of addresses`) }).optional(),
    clientAuth: zod
      .union(
        [
          zod.enum(credentials),
          zod.strictObject({ headers: textsByName.optional(), body: textsByName.optional() }),
        ],
        {
          error: expects(
            phrase`expected "basic", "post", "none", or {"headers": {…}, "body": {…}} with {clientId} and {clientSecret} in the values`,
          ),
        },
      )
      .optional(),
    pkce: flag.optional(),
    scopes: zod
      .union([zod.literal(false), texts], { error: expects(phrase`expected a list of texts, or false`) })
      .optional(),
    scopeSeparator: text.optional(),
    authorizationRequest: object(shape).optional(),
    tokenRequest: object({ ...shape, body: choice(['form', 'json']).optional() }).optional(),
    callback: object({ code: text.optional(), state: text.optional() }).optional(),
    fields: object({
      accessToken: path.optional(),
      refreshToken: path.optional(),
      expiresIn: path.optional(),
      refreshExpiresIn: path.optional(),
      scope: path.optional(),
      tokenType: path.optional(),
      idToken: path.optional(),
      error: path.optional(),
      errorDescription: path.optional(),
      unit: choice(['seconds', 'minutes', 'milliseconds', 'instant']).optional(),
    }).optional(),
    errors: object({
      success: codes.optional(),
      deadGrant: codes.optional(),
      wrongSecret: codes.optional(),
      wrongSettings: codes.optional(),
      slowDown: codes.optional(),
      slowDownSeconds: seconds.optional(),
      unclear: codes.optional(),
      deadToken: codes.optional(),
    }).optional(),
    account: zod
      .union(
        [
          zod.literal(false),
          zod.strictObject({
            field: path,
            label: path.optional(),
            in: zod.enum(['userInfo', 'token']).optional(),
          }),
        ],
        {
          error: expects(
            phrase`expected {"field": "data.user_id", "label": "data.name", "in": "userInfo" or "token"}, or false`,
          ),
        },
      )
      .optional(),
    codesFrom: text.optional(),
    refreshTokens: choice(['single-use', 'reusable']).optional(),
    newAccessTokenRevokesOld: flag.optional(),
    clientCredentials: flag.optional(),
    header: object({ name: text, value: text.optional() }).optional(),
    limits: object({ redemptions: seconds, window: seconds }).optional(),
    accessTokenLifetime: seconds.optional(),
    refreshTokenLifetime: seconds.optional(),
    refreshTokenExpiry: choice(['fixed']).optional(),
    refreshTokensPerAccount: seconds.optional(),
    refreshMargin: seconds.optional(),
  }) satisfies zod.ZodType<Loose<ProviderDeclaration>>
}
/** Zod says of what may be left out that it may be undefined, too. */
type Loose<Type> = Type extends readonly unknown[] | string | number | boolean
  ? Type
  : { [Name in keyof Type]: Loose<Type[Name]> | (object extends Pick<Type, Name> ? undefined : never) }
