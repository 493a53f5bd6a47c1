import { inspect } from 'node:util'
import type { ProviderAdapter, RedeemOutcome } from '../provider/provider.ts'
import { type Fault, type ReceivedRequest, withAnsweringServer } from './answering-server.ts'
import {
  type GrantPurpose,
  type ProviderRecordings,
  type ServedAnswer,
  standardFields,
  type TokenFields,
} from './provider-recordings.ts'
import type { TestFunctions } from './test-functions.ts'

/** The adapter in question and what its server was seen to answer. */
export interface ProviderSubject {
  /** Makes the adapter with these options, and whatever else it needs. */
  adapter(options: {
    clientId: string
    clientSecret: string
    redirectUri: string
    baseUrl: string
  }): ProviderAdapter
  recordings: ProviderRecordings
  /** What the recorded answers call the tokens. @default the standard's names */
  fields?: TokenFields
  /** `false`: codes come from elsewhere, with a verifier. @default true */
  consentPage?: boolean
}

export const given = {
  clientId: 'client-of-the-contract',
  clientSecret: 'client/secret+of the-contract=',
  redirectUri: 'https://app.example/callback?keep=1',
}
export const sent = {
  code: 'code/of+the contract&1',
  refreshToken: 'refresh/token+of the-contract=',
  accessToken: 'access-token-of-the-contract',
  codeVerifier: 'verifier-of-the-contract-made-elsewhere-~.1',
}
/** Milliseconds. */
const timeout = 5000

/** What the suites do with the adapter in question. */
export type ProviderDriver = ReturnType<typeof createProviderDriver>

/** Makes the adapter, calls it against a server on this machine, and looks for leaks. */
export function createProviderDriver(subject: ProviderSubject, { expect }: TestFunctions) {
  const adapterAt = (baseUrl: string) => subject.adapter({ ...given, baseUrl })
  const idle = () => adapterAt('http://127.0.0.1:9')

  async function call(
    purpose: GrantPurpose,
    answer: ServedAnswer | Fault,
    limit = timeout,
  ): Promise<{ outcome: RedeemOutcome; requests: readonly ReceivedRequest[] }> {
    let result: { outcome: RedeemOutcome; requests: readonly ReceivedRequest[] } | undefined
    await withAnsweringServer(answer, async (baseUrl, requests) => {
      result = { outcome: await redeem(adapterAt(baseUrl), purpose, limit), requests }
    })
    if (result === undefined) throw new Error('The call had no outcome')
    return result
  }

  async function redeem(adapter: ProviderAdapter, purpose: GrantPurpose, limit = timeout) {
    if (purpose === 'refresh')
      return adapter.refresh({ refreshToken: sent.refreshToken, params: {}, timeout: limit })
    if (purpose === 'client') {
      const outcome = adapter.clientCredentials?.({ account: 'own', scopes: [], params: {}, timeout: limit })
      if (outcome === undefined)
        throw new Error('There are recordings of client, and the adapter has no clientCredentials')
      return outcome
    }
    const made = subject.consentPage === false ? sent.codeVerifier : undefined
    const { codeVerifier } = await adapter
      .authorizationUrl({ state: 's' })
      .catch(() => ({ codeVerifier: made }))
    return adapter.exchange({
      code: sent.code,
      redirectUri: given.redirectUri,
      timeout: limit,
      ...(codeVerifier !== undefined && { codeVerifier }),
    })
  }

  function expectNoSecret(value: unknown, more: readonly string[] = []): void {
    const stack = value instanceof Error ? value.stack : ''
    const shown = `${inspect(value, { depth: null, showHidden: true, maxStringLength: null })} ${JSON.stringify(value)} ${stack}`
    const secrets = [given.clientSecret, ...Object.values(sent), ...more]
    for (const form of secrets.flatMap(encodings)) expect(shown).not.toContain(form)
  }

  /** An outcome as it may be shown: its tokens are what was asked for, everything else must be clean. */
  const shown = (outcome: RedeemOutcome): unknown =>
    outcome.kind === 'issued'
      ? { ...outcome, grant: { ...outcome.grant, accessToken: '', refreshToken: '' } }
      : outcome

  const identify = (adapter: ProviderAdapter, limit = timeout): Promise<unknown> =>
    Promise.resolve(
      adapter.identify?.({ accessToken: sent.accessToken, raw: {}, params: {}, timeout: limit }),
    ).catch((error: unknown) => error)

  return {
    recordings: subject.recordings,
    fields: { ...standardFields, ...subject.fields },
    adapterAt,
    idle,
    call,
    redeem,
    identify,
    expectNoSecret,
    shown,
  }
}

/** A secret and how it looks when a server repeats it encoded. */
export function encodings(secret: string): string[] {
  return [secret, encodeURIComponent(secret), Buffer.from(secret).toString('base64')]
}
