import type { IncomingHttpHeaders } from 'node:http'
import { formOf } from '../call.ts'
import type { ReplyMeaning } from '../reply.ts'
import type { Issued, Manner, Refused, StandardRefusal } from './server-spec.ts'

/** In what servers of this family differ. */
export interface Shape {
  /** `basic` and `post`: RFC 6749 section 2.3.1. `header`: the secret alone, in the header of this name. */
  clientAuth: 'basic' | 'post' | { header: string }
  /** `body`: refusals come under HTTP 200, as `{code, message}`. */
  errors: 'status' | 'body'
  /** `instant`: when a token ends, in seconds of the epoch. */
  lifetime: 'seconds' | 'milliseconds' | 'instant'
}

/** RFC 6749 section 5.2, and who is to blame. */
const words: Record<StandardRefusal, [word: string, meaning: ReplyMeaning]> = {
  client: ['invalid_client', 'client-refused'],
  secret: ['invalid_client', 'client-refused'],
  code: ['invalid_grant', 'grant-refused'],
  'refresh-token': ['invalid_grant', 'grant-refused'],
  'grant-type': ['unsupported_grant_type', 'client-refused'],
  'access-token': ['invalid_token', 'client-refused'],
  throttled: ['slow_down', 'transient'],
}

/** A server of the standard's family. */
export function standardManner({ clientAuth, errors, lifetime }: Shape): Manner {
  const refusal = (word: string, meaning: ReplyMeaning): Refused =>
    errors === 'body'
      ? { status: 200, body: { code: word, message: `Refused: ${word}` }, errorCode: word, meaning }
      : { status: 400, body: { error: word }, errorCode: word, meaning }
  return {
    read(call) {
      const form = formOf(call)
      const grantType = form.get('grant_type') ?? ''
      const credential = form.get(grantType === 'refresh_token' ? 'refresh_token' : 'code')
      const codeVerifier = form.get('code_verifier')
      return {
        clientId: basicOf(call.headers)?.clientId ?? form.get('client_id') ?? '',
        grantType,
        ...(credential && { credential }),
        ...(codeVerifier && { codeVerifier }),
      }
    },
    doubt(call, { clientSecret }) {
      const shown =
        clientAuth === 'basic'
          ? basicOf(call.headers)?.clientSecret
          : clientAuth === 'post'
            ? formOf(call).get('client_secret')
            : call.headers[clientAuth.header]
      return shown === clientSecret ? undefined : 'secret'
    },
    issued: (issued) => ({
      ...(errors === 'body' && { code: '0' }),
      token_type: 'bearer',
      ...tokensOf(issued, lifetime),
    }),
    dated: lifetime === 'instant',
    refused: (name) => refusal(...words[name]),
    refusedWith: (code) =>
      refusal(code, Object.values(words).find(([word]) => word === code)?.[1] ?? 'transient'),
  }
}

/** The tokens and when they end, in the standard's words. */
export function tokensOf(
  { tokens, accessTokenLifetime }: Issued,
  lifetime: Shape['lifetime'] = 'seconds',
): Record<string, unknown> {
  const { issuedAt, refreshToken, refreshExpiresAt } = tokens
  const told = (milliseconds: number) => {
    if (lifetime === 'instant') return Math.floor((issuedAt + milliseconds) / 1000)
    return lifetime === 'milliseconds' ? milliseconds : Math.floor(milliseconds / 1000)
  }
  return {
    access_token: tokens.accessToken,
    expires_in: told(accessTokenLifetime * 1000),
    ...(refreshToken !== undefined && {
      refresh_token: refreshToken,
      refresh_expires_in: told(refreshExpiresAt - issuedAt),
    }),
  }
}

function basicOf({
  authorization = '',
}: IncomingHttpHeaders): { clientId: string; clientSecret: string } | undefined {
  const [, encoded] = /^Basic (\S+)$/.exec(authorization) ?? []
  if (encoded === undefined) return undefined
  const [clientId = '', clientSecret = ''] = Buffer.from(encoded, 'base64').toString().split(':')
  const decoded = (text: string) => decodeURIComponent(text.replaceAll('+', ' '))
  return { clientId: decoded(clientId), clientSecret: decoded(clientSecret) }
}
