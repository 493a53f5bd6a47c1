import type { RecordedAnswer } from '@oauth-tokens/core/testing'
import type { FieldPath, ProviderDeclaration } from '@oauth-tokens/provider-oauth2'
import type { CheckedRecordings } from './recordings-schema.ts'

const account = 'account-of-the-test'
/** Seconds. */
const lifetime = 3600

/** What a provider answers that keeps to the standard, or to what is declared of it. */
export function generatedRecordings(declaration?: ProviderDeclaration): CheckedRecordings {
  const { endpoints, fields = {}, clientCredentials, account: named } = declaration ?? {}
  const consents = declaration === undefined || endpoints?.authorization !== undefined
  const answers = [goodAnswer(declaration, true), ...refusals(declaration)]
  const asks = endpoints?.userInfo !== undefined && named !== false && named?.in !== 'token'
  return {
    fields: {
      accessToken: lastOf(fields.accessToken ?? 'access_token'),
      refreshToken: lastOf(fields.refreshToken ?? 'refresh_token'),
      expiresIn: lastOf(fields.expiresIn ?? 'expires_in'),
    },
    ...(!consents && { consentPage: false }),
    ...(!(clientCredentials && !consents) && { exchange: answers, refresh: answers }),
    ...(clientCredentials && { client: [goodAnswer(declaration, false)] }),
    ...(asks && {
      identify: [
        {
          title: 'user info as declared',
          answer: { body: successful(declaration, [[named?.field ?? 'sub', account]]) },
          identity: { account },
        },
      ],
    }),
  }
}

function goodAnswer(declaration: ProviderDeclaration | undefined, refreshing: boolean): RecordedAnswer {
  const { fields = {} } = declaration ?? {}
  const accessToken = 'generated-access-token'
  const refreshToken = 'generated-refresh-token'
  const values: [path: FieldPath, value: unknown][] = [
    [fields.accessToken ?? 'access_token', accessToken],
    [fields.expiresIn ?? 'expires_in', told(fields.unit)],
    [fields.tokenType ?? 'token_type', 'Bearer'],
  ]
  if (refreshing) values.push([fields.refreshToken ?? 'refresh_token', refreshToken])
  return {
    title: declaration ? 'a good answer as declared' : 'a good answer of the standard',
    answer: { body: successful(declaration, values) },
    outcome: {
      kind: 'issued',
      grant: {
        accessToken,
        ...(refreshing && { refreshToken }),
        // An instant is a second later when it is read.
        ...(fields.unit !== 'instant' && { expiresIn: lifetime }),
      },
    },
  }
}

function refusals(declaration: ProviderDeclaration | undefined): RecordedAnswer[] {
  const { fields = {}, errors = {} } = declaration ?? {}
  const refusal = (word: string | number, outcome: RecordedAnswer['outcome']): RecordedAnswer => ({
    title: `the error ${word}`,
    answer: { status: 400, body: bodyOf([[fields.error ?? 'error', word]]) },
    outcome,
  })
  const { deadGrant = [], wrongSecret = [], wrongSettings = [], slowDown = [], unclear = [] } = errors
  return [
    ...[...deadGrant, 'invalid_grant'].map((word) => refusal(word, { kind: 'refused', refusal: 'grant' })),
    ...[...wrongSecret, ...wrongSettings].map((word) =>
      refusal(word, { kind: 'refused', refusal: 'client' }),
    ),
    ...slowDown.map((word) => refusal(word, { kind: 'throttled' })),
    ...[...unclear, 'never_heard_of'].map((word) => refusal(word, { kind: 'unknown' })),
  ]
}

function successful(declaration: ProviderDeclaration | undefined, values: [FieldPath, unknown][]): object {
  const { fields = {}, errors } = declaration ?? {}
  const [success] = errors?.success ?? []
  return bodyOf(success === undefined ? values : [[fields.error ?? 'error', success], ...values])
}

function bodyOf(values: readonly [path: FieldPath, value: unknown][]): object {
  const body: Record<string, unknown> = {}
  for (const [path, value] of values) put(body, ([path].flat()[0] ?? '').split('.'), value)
  return body
}

function put(body: Record<string, unknown>, [name = '', ...rest]: string[], value: unknown): void {
  if (rest.length === 0) {
    body[name] = value
    return
  }
  const inner = (body[name] ?? {}) as Record<string, unknown>
  body[name] = inner
  put(inner, rest, value)
}

function told(unit: NonNullable<ProviderDeclaration['fields']>['unit']): number {
  switch (unit) {
    case 'minutes':
      return lifetime / 60
    case 'milliseconds':
      return lifetime * 1000
    case 'instant':
      return Math.floor(Date.now() / 1000) + lifetime
    default:
      return lifetime
  }
}

function lastOf(path: FieldPath): string {
  return ([path].flat()[0] ?? '').split('.').at(-1) ?? ''
}
