import {
  type Clock,
  createTokenManager,
  generateKey,
  type ManagerOptions,
  memoryStore,
  type ProviderAdapter,
  systemClock,
} from '@oauth-tokens/core'
import { demoZaloPayApp, type OauthCodeChoice, type Sandbox } from '@oauth-tokens/sandbox'
import {
  type ZaloPayChallengeForm,
  type ZaloPayOptions,
  zalopay,
  zalopayCodeChallenge,
  zalopayCodeVerifier,
} from '../../src/index.ts'

export const { appId, secretKey, users } = demoZaloPayApp
export const [ha, bao] = users as [(typeof users)[0], (typeof users)[0]]
export const idOfHa = `zalopay:${ha.muid}`

/** The demo app's adapter, against the sandbox. */
export function adapterFor(sandbox: Sandbox, more: Partial<ZaloPayOptions> = {}): ProviderAdapter {
  const { zalopayUrl: baseUrl } = sandbox
  return zalopay({ clientId: String(appId), clientSecret: secretKey, baseUrl, ...more })
}

/** Managers on one store, as processes would have. */
export function managers(adapter: ProviderAdapter, clock: Clock = systemClock) {
  const store = memoryStore(clock)
  const encryptionKeys = [generateKey()]
  const common = { providers: [adapter], store, encryptionKeys, clock, rescueDir: false as const }
  return (more: Partial<ManagerOptions> = {}) => createTokenManager({ ...common, ...more })
}

/** What the mini app sends to its server after the user consented. */
export function codeAndVerifier(
  sandbox: Sandbox,
  { form, ...choice }: OauthCodeChoice & { form?: ZaloPayChallengeForm } = {},
): { code: string; codeVerifier: string } {
  const codeVerifier = zalopayCodeVerifier()
  const codeChallenge = zalopayCodeChallenge(codeVerifier, form)
  const answer = sandbox.zalopay.getOauthV1Code({ appId, codeChallenge }, choice)
  if (answer.status !== 'success') throw new Error(answer.error.code)
  return { code: answer.data.code, codeVerifier }
}
