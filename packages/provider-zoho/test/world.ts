import {
  type Clock,
  createTokenManager,
  memoryStore,
  type ProviderAdapter,
  systemClock,
  type TokenManager,
} from '@oauth-tokens/core'
import type { FakeClock } from '@oauth-tokens/core/testing'
import { demoZohoClient, demoZohoUsers, type Sandbox } from '@oauth-tokens/sandbox'
import { type ZohoOptions, zoho } from '../src/index.ts'

export const { clientId, clientSecret } = demoZohoClient
export const redirectUri = demoZohoClient.redirectUris[0] as string
export const [an, clara, ravi] = demoZohoUsers as [Person, Person, Person]
type Person = (typeof demoZohoUsers)[number]

export const crmScopes = ['ZohoCRM.org.READ', 'ZohoCRM.modules.ALL', 'AaaServer.profile.READ']

/** The demo client's adapter, against the sandbox. */
export function sandboxZoho(sandbox: Sandbox, more: Partial<ZohoOptions> = {}): ProviderAdapter {
  const { zohoUrl: baseUrl } = sandbox
  return zoho({ clientId, clientSecret, redirectUri, scopes: crmScopes, baseUrl, ...more })
}

export interface World {
  tokens: TokenManager
  /** As another process on the same store. */
  another(): TokenManager
  warnings: string[]
  close(): Promise<void>
}

export function world(adapter: ProviderAdapter, clock: Clock = systemClock): World {
  const store = memoryStore(clock)
  const warnings: string[] = []
  const note = (message: unknown) => void warnings.push(String(message))
  const logger = { error: () => {}, warn: note, info: () => {}, debug: () => {} }
  const managers: TokenManager[] = []
  const another = () => {
    const key = Buffer.alloc(32, 7).toString('base64url')
    const tokens = createTokenManager({
      providers: [adapter],
      store,
      clock,
      encryptionKeys: [key],
      logger,
      rescueDir: false,
    })
    managers.push(tokens)
    return tokens
  }
  const close = async () => void (await Promise.all(managers.map((manager) => manager.close())))
  return { tokens: another(), another, warnings, close }
}

/** The browser's part: the owner consents, and where the browser is sent to. */
export async function consent(url: string, choice: Record<string, string> = {}): Promise<string> {
  const page = new URL(url)
  for (const [name, value] of Object.entries({ auto: 'allow', ...choice })) page.searchParams.set(name, value)
  const answer = await fetch(page, { redirect: 'manual' })
  return answer.headers.get('location') ?? ''
}

/** A whole login; returns the connection's id. */
export async function login(tokens: TokenManager, { zuid }: Person, request = {}): Promise<string> {
  const { url } = await tokens.authorize('zoho', request)
  const { connection } = await tokens.callback(await consent(url, { zuid }))
  return connection.id
}

/** Lets time pass by the second until something is done. */
export async function passing<Result>(clock: FakeClock, work: Promise<Result>): Promise<Result> {
  let done = false
  const end = () => {
    done = true
  }
  work.then(end, end)
  while (!done) {
    clock.advance(1000)
    await new Promise((resolve) => setTimeout(resolve, 3))
  }
  return work
}
