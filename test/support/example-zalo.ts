import { generateKey } from '@oauth-tokens/core'
import { demoApp, type Sandbox } from '@oauth-tokens/sandbox'
import { type Home, printed } from './example.ts'

export const [breadShop, teaHouse] = demoApp.oas as [Oa, Oa]
type Oa = (typeof demoApp.oas)[number]

/** Longer than an access token lives anywhere, ms. */
export const day = 26 * 3_600_000

/** What points an example to the sandbox's Zalo. */
export const zaloSettings = (sandbox: Sandbox, more: Record<string, string> = {}) => ({
  ZALO_OA_CLIENT_ID: demoApp.appId,
  ZALO_OA_CLIENT_SECRET: demoApp.secretKey,
  ZALO_OA_REDIRECT_URI: demoApp.redirectUris[0]!,
  ZALO_OA_BASE_URL: sandbox.zaloUrl,
  OAUTH_TOKENS_STORE: 'file:./tokens',
  OAUTH_TOKENS_KEY: generateKey(),
  ...more,
})

/** A login by the command, the owner's part played by the sandbox. */
export async function logIn(sandbox: Sandbox, home: Home, oaId: string): Promise<void> {
  const link = await printed(home, 'url', 'zalo-oa')
  await printed(home, 'callback', sandbox.zalo.authorize(link, { oaId }))
}
