import { createHash } from 'node:crypto'
import { endpointUrl, optionError, type ProviderOptions } from '@oauth-tokens/core'
import { type Phrase, phrase } from '@oauth-tokens/core/phrase'
import type { ZaloOaOptions } from './zalo-oa-options.ts'

interface ConsentLink {
  /** What the link says about other options. */
  options: Pick<ProviderOptions, 'redirectUri' | 'endpoints'>
  /** There is a link, and it has no code_challenge. */
  withoutChallenge: boolean
}

/**
 * Reads a consent link that the console made. It must agree with the other options: a link of another app, or
 * a challenge that nobody can answer, would fail only after the OA's admin has consented.
 * @throws ConfigurationError
 */
export function consentLink(options: ZaloOaOptions): ConsentLink {
  const { consentUrl, redirectUri, endpoints, pkce } = options
  const none = { redirectUri, endpoints }
  if (consentUrl === undefined) return { options: none, withoutChallenge: false }
  const provider = options.id ?? 'zalo-oa'
  const { searchParams, href } = endpointUrl(provider, 'consentUrl', consentUrl)
  const wrong = (problem: Phrase, remedy: Phrase) => optionError(provider, 'consentUrl', problem, remedy)

  if (searchParams.get('app_id') !== options.clientId) {
    throw wrong(phrase`has an app_id that is not clientId`, phrase`Copy the link of the same app.`)
  }
  const linked = searchParams.get('redirect_uri') || undefined
  if (linked === undefined)
    throw wrong(phrase`has no redirect_uri`, phrase`Save a callback URL in the console, then copy the link.`)
  if (redirectUri !== undefined && redirectUri !== linked) {
    throw wrong(
      phrase`has another redirect_uri than the option redirectUri`,
      phrase`Leave one out, or make them the same.`,
    )
  }
  const challenge = searchParams.get('code_challenge') || undefined
  if (challenge !== undefined) {
    const verifier = typeof pkce === 'object' ? pkce?.codeVerifier : undefined
    if (verifier === undefined)
      throw wrong(phrase`has a code_challenge`, phrase`Give its verifier: pkce: { codeVerifier }.`)
    if (createHash('sha256').update(String(verifier)).digest('base64url') !== challenge) {
      throw wrong(
        phrase`has a code_challenge that is not the S256 of pkce.codeVerifier`,
        phrase`Give the verifier it was made of.`,
      )
    }
  }
  return {
    options: { redirectUri: linked, endpoints: { ...endpoints, authorization: href } },
    withoutChallenge: challenge === undefined,
  }
}
