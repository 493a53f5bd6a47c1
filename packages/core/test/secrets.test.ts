import { mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { inspect } from 'node:util'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import {
  createTokenManager,
  eventTypes,
  generateKey,
  memoryStore,
  type ProviderAdapter,
  type TokenStore,
} from '../src/index.ts'
import { fakeClock } from '../src/testing/index.ts'
import { fakeProvider } from './support/fake-provider.ts'
import { failingStore, tampered } from './support/tampered.ts'
import { fakeTimers, pass, passingTime, turns } from './support/turns.ts'
import { callbackUrl, id } from './support/world.ts'

beforeEach(fakeTimers)
afterEach(() => {
  vi.useRealTimers()
})

const key = generateKey()
const secrets = {
  access: 'planted-access-token-0a1b2c',
  refresh: 'planted-refresh-token-3d4e5f',
  nextAccess: 'planted-next-access-token-6071',
  nextRefresh: 'planted-next-refresh-token-8293',
  imported: 'planted-imported-token-a4b5',
  rejected: 'planted-rejected-token-c6d7',
  clientSecret: 'planted-client-secret-e8f9',
  verifier: 'planted-code-verifier-1032',
  code: 'planted-authorization-code-5476',
  key,
}

/** A secret as it is, and as logs and files are apt to hold it. */
const forms = (secret: string) => [
  secret,
  encodeURIComponent(secret),
  Buffer.from(secret).toString('hex'),
  ...[0, 1, 2].map((shift) =>
    Buffer.from('x'.repeat(shift) + secret)
      .toString('base64')
      .slice(4, -4),
  ),
]

function expectNoSecret(text: string, where: string): void {
  for (const [name, secret] of Object.entries(secrets)) {
    for (const form of forms(secret))
      if (text.includes(form)) expect.fail(`${where} shows the ${name}: ${text.slice(0, 300)}`)
  }
}

/** All that an object shows when it is printed, inspected, serialized or walked through. */
const shown = (value: unknown): string =>
  [
    inspect(value, { depth: 20, showHidden: true, getters: true }),
    JSON.stringify(value),
    String(value),
    value instanceof Error ? `${value.stack} ${inspect(value.cause)} ${JSON.stringify({ ...value })}` : '',
  ].join('\n')

function planted(overrides: Partial<ProviderAdapter> = {}) {
  const clock = fakeClock()
  const output: string[] = []
  const kept: string[] = []
  const memory = memoryStore(clock)
  const store: TokenStore = tampered(memory, (_method, apply, args) => {
    kept.push(JSON.stringify(args))
    return apply()
  })
  const grant = (accessToken: string, refreshToken: string) =>
    ({
      kind: 'issued',
      grant: { accessToken, refreshToken, tokenType: 'bearer', expiresIn: 3600, raw: { note: 'kept' } },
    }) as const
  const provider = fakeProvider()
  const adapter: ProviderAdapter = {
    ...provider.adapter,
    configuration: `digest of ${secrets.clientSecret}`,
    authorizationUrl: async ({ state }) => ({
      url: `https://provider.example/?state=${state}`,
      redirectUri: callbackUrl,
      codeVerifier: secrets.verifier,
    }),
    exchange: async () => grant(secrets.access, secrets.refresh),
    refresh: async () => grant(secrets.nextAccess, secrets.nextRefresh),
    ...overrides,
  }
  const note = (line: string) => void output.push(line)
  const make = (own: TokenStore = store, rescueDir: string | false = false) => {
    const tokens = createTokenManager({
      store: own,
      rescueDir,
      clock,
      providers: [adapter],
      encryptionKeys: [key],
      logger: { debug: note, info: note, warn: note, error: note },
    })
    for (const type of eventTypes) tokens.on(type, (event) => output.push(shown(event)))
    return tokens
  }
  const tokens = make()
  const login = async () => {
    const { state } = await tokens.authorize('fake')
    return tokens.callback(`${callbackUrl}?code=${secrets.code}&state=${state}`)
  }
  return { clock, output, kept, store, make, tokens, login }
}

const thrown = async (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => expect.fail('it did not fail'),
    (error: unknown) => shown(error),
  )

describe('I5: no secret', () => {
  it('is seen in what is returned, told or stored from login to refresh to forgetting', async () => {
    const { tokens, login, output, kept, clock } = planted()
    output.push(shown(await tokens.authorize('fake')), shown(await login()))
    output.push(
      shown(
        await tokens.import({
          provider: 'fake',
          account: 'account-2',
          accessToken: secrets.imported,
          refreshToken: secrets.imported,
        }),
      ),
    )
    clock.advance(3_600_000)
    expect(await tokens.getAccessToken(id)).toBe(secrets.nextAccess)
    await tokens.getAccessToken(id, { rejected: secrets.nextAccess })
    await turns(10)
    output.push(shown(await tokens.connection(id)), shown(await tokens.history(id)), shown(tokens))
    for await (const connection of tokens.connections()) output.push(shown(connection))
    await tokens.forget(id)
    await tokens.close()
    expect(output.length).toBeGreaterThan(8)
    for (const text of output) expectNoSecret(text, 'something told')
    expect(kept.length).toBeGreaterThan(10)
    for (const text of kept) expectNoSecret(text, 'the store')
  })

  it('is shown by a token set but the tokens that were asked for', async () => {
    const { tokens, login } = planted()
    await login()
    const { accessToken, refreshToken, ...rest } = await tokens.getTokenSet(id)
    expect([accessToken, refreshToken]).toEqual([secrets.access, secrets.refresh])
    expectNoSecret(shown(rest), 'the rest of a token set')
  })

  const leaky = () => {
    const inner = Object.assign(
      new Error(`body: refresh_token=${secrets.refresh}&client_secret=${secrets.clientSecret}`),
      {
        response: { body: secrets.nextAccess },
        code: 'ERR_LEAKY',
      },
    )
    return Object.assign(new TypeError(`failed with ${secrets.access}`, { cause: inner }), {
      request: secrets.refresh,
    })
  }

  it.each<[string, Partial<ProviderAdapter>]>([
    ['refresh', { refresh: () => Promise.reject(leaky()) }],
    ['identify', { identify: () => Promise.reject(leaky()) }],
    ['exchange', { exchange: () => Promise.reject(leaky()) }],
    ['authorizationUrl', { authorizationUrl: () => Promise.reject(leaky()) }],
  ])(
    'is in the errors, events, log and history when the adapter’s %s throws what it should not',
    async (_method, overrides) => {
      const { tokens, login, output, clock } = planted(overrides)
      output.push(shown(await passingTime(clock, login(), 100).catch((error: unknown) => error)))
      clock.advance(3_600_000)
      output.push(
        shown(
          await passingTime(clock, tokens.getAccessToken(id, { rejected: secrets.rejected }), 100).catch(
            (error: unknown) => error,
          ),
        ),
      )
      await turns(10)
      output.push(shown(await tokens.history(id).catch((error: unknown) => error)))
      for (const text of output) expectNoSecret(text, 'something told')
    },
  )

  it('is in the errors of a store that repeats what it was given', async () => {
    const { login, make, store, clock, output } = planted()
    await login()
    clock.advance(3_600_000)
    for (const method of ['read', 'acquire', 'spend', 'save', 'release'] as const) {
      const repeating = tampered(store, (called, apply, args) =>
        called === method
          ? Promise.reject(
              Object.assign(new Error(`failed on ${JSON.stringify(args)} with ${secrets.refresh}`), {
                args,
                secrets,
              }),
            )
          : apply(),
      )
      const own = make(repeating)
      output.push(
        shown(
          await passingTime(clock, own.getAccessToken(id), 50).catch((error: unknown) => shown(error)),
        ).replaceAll(secrets.nextAccess, ''),
      )
      await pass(clock, 1_000, 100)
    }
    for (const text of output) expectNoSecret(text, 'an error')
  })

  it('is in the errors for wrong keys, damaged records and rejected tokens', async () => {
    const { login, store, tokens, output, clock } = planted()
    await login()
    const other = createTokenManager({
      store,
      clock,
      providers: [fakeProvider().adapter],
      encryptionKeys: [generateKey()],
    })
    output.push(await thrown(other.getAccessToken(id)))
    const { tokens: stored = '' } = await store.read(id)
    await store.save(id, stored, `${secrets.refresh}${stored}`)
    output.push(await thrown(tokens.getAccessToken(id, { rejected: secrets.rejected })))
    output.push(await thrown(tokens.getAccessToken(`fake:${'x'.repeat(300)}`)))
    output.push(await thrown(tokens.callback(`${callbackUrl}?code=${secrets.code}&state=unknown`)))
    output.push(
      await thrown(
        Promise.resolve().then(() => createTokenManager({ providers: [], encryptionKeys: [`${key}x`] })),
      ),
    )
    for (const text of output) expectNoSecret(text, 'an error')
  })

  it('lies in the rescue folder in clear, and nobody else may read what does', async () => {
    const { login, make, store, clock } = planted()
    await login()
    clock.advance(3_600_000)
    const faulty = failingStore(store)
    faulty.fail('save', 'before', 99)
    const folder = await mkdtemp(join(tmpdir(), 'rescue-'))
    try {
      expect(await make(faulty.store, folder).getAccessToken(id)).toBe(secrets.nextAccess)
      const names = await readdir(folder)
      expect(names).toHaveLength(1)
      for (const name of names) {
        expectNoSecret(`${name} ${await readFile(join(folder, name), 'utf8')}`, 'the rescue folder')
        expect((await stat(join(folder, name))).mode & 0o777).toBe(0o600)
      }
    } finally {
      await rm(folder, { recursive: true })
    }
  })
})
