import { readdir, symlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { keyFile } from '../../src/cipher/key-file.ts'
import { createTokenManager, generateKey, memoryStore, type TokenStore } from '../../src/index.ts'
import { trialRecord } from '../../src/self-test/trial.ts'
import { fileStore } from '../../src/store/file/file-store.ts'
import { temporaryFolder } from '../store/temporary-folder.ts'
import { fakeProvider } from '../support/fake-provider.ts'
import { failure } from '../support/world.ts'

const providers = [fakeProvider().adapter]
const given = { provider: 'fake', account: 'shop', accessToken: 'access-1' }

describe('a manager without encryption keys', () => {
  it('does not start on a store of many machines: each would make a key of its own', () => {
    const store: TokenStore = { ...memoryStore(), durable: true, description: 'redis://cache' }
    expect(() => createTokenManager({ providers, store })).toThrow(
      expect.objectContaining({
        name: 'ConfigurationError',
        code: 'missing_key',
        message: expect.stringMatching(/redis:\/\/cache needs encryptionKeys.*OAUTH_TOKENS_KEY/),
      }),
    )
    expect(() => createTokenManager({ providers, store, encryptionKeys: [] })).toThrow(/needs encryptionKeys/)
    expect(() => createTokenManager({ providers, store, encryptionKeys: [generateKey()] })).not.toThrow()
  })

  it('makes one beside its settings, not beside the data, and the next one reads it', async () => {
    const [data, configDir] = [temporaryFolder(), temporaryFolder()]
    const opened = async <Result>(
      work: (tokens: ReturnType<typeof createTokenManager>) => Promise<Result>,
    ) => {
      const tokens = createTokenManager({ providers, store: fileStore(data), configDir })
      return work(tokens).finally(() => tokens.close())
    }
    await opened((tokens) => tokens.import(given))
    expect(await readdir(configDir)).toEqual(['key'])
    expect((await readdir(data, { recursive: true })).filter((name) => name.endsWith('key'))).toEqual([])
    expect(await opened((tokens) => tokens.getAccessToken('fake:shop'))).toBe('access-1')
  })

  it('makes one also where only a check of the store left something behind', async () => {
    const [store, configDir] = [fileStore(temporaryFolder()), temporaryFolder()]
    const left = 'oauth-tokens-check:left-behind'
    await store.save(left, undefined, trialRecord(left, 1))
    const tokens = createTokenManager({ providers, store, configDir })
    await tokens.import(given)
    expect(await readdir(configDir)).toEqual(['key'])
    await tokens.close()
  })

  it('tries its key file again once it was put right, without a restart', async () => {
    const [store, configDir] = [fileStore(temporaryFolder()), temporaryFolder()]
    await writeFile(join(configDir, 'key'), 'damaged')
    const tokens = createTokenManager({ providers, store, configDir })
    expect(await failure(tokens.import(given))).toMatchObject({ code: 'key_file_damaged' })
    await writeFile(join(configDir, 'key'), generateKey())
    expect(await tokens.import(given)).toMatchObject({ id: 'fake:shop' })
    await tokens.close()
  })
})

it('a key file that cannot be made is told with its path, and what to do', async () => {
  const folder = join(temporaryFolder(), 'config')
  // It leads nowhere, so that nothing is there and nothing can be made.
  await symlink(join(folder, '..', 'gone', 'far'), folder)
  const error = await failure(keyFile(folder, async () => true))
  expect(error).toMatchObject({ name: 'ConfigurationError', code: 'key_file_unusable' })
  expect(error.message).toMatch(/cannot be made \(E\w+\)\. Give this user access to its folder/)
  expect(error.message).toContain(join(folder, 'key'))
})
