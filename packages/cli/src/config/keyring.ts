import { ConfigurationError } from '@oauth-tokens/core'
import { phrase } from '@oauth-tokens/core/phrase'
import { clean } from '../output/clean.ts'

const service = 'oauth-tokens'

/** Without this, a Linux without a Secret Service silently gets the kernel's keyring, which forgets at the next boot. */
const options = { linux: { store: 'secret-service' } } as const

/** What the keyring of this user's session keeps under a name. @throws ConfigurationError when there is no keyring */
export async function readKeyring(name: string): Promise<string | undefined> {
  const { AsyncEntry } = await library()
  return used(async () => (await new AsyncEntry(service, name, options).getPassword()) ?? undefined)
}

/** Keeps a new key there, for this user. @throws ConfigurationError also when that name has one: what it encrypted would be lost */
export async function keepNewKey(name: string, key: string): Promise<void> {
  const { AsyncEntry } = await library()
  const taken = await used(async () => {
    const entry = new AsyncEntry(service, name, options)
    if ((await entry.getPassword()) !== null) return true
    await entry.setPassword(key)
    // The keyring has no write that refuses to overwrite: of two at once, one finds the other's.
    return (await entry.getPassword()) !== key
  })
  if (!taken) return
  throw new ConfigurationError(
    phrase`The keyring of this user has a key "${name}" already, and nothing was changed: connections may need it. Choose another name: oauth-tokens keys generate --keyring NAME`,
    { code: 'key_exists' },
  )
}

async function library() {
  try {
    return await import('@napi-rs/keyring')
  } catch {
    throw new ConfigurationError(
      phrase`The keyring of this system needs the package @napi-rs/keyring, which is not installed here or not made for this system. Install it (npm install @napi-rs/keyring), or keep the key in .env or in a file.`,
      { code: 'keyring_missing' },
    )
  }
}

async function used<Result>(call: () => Promise<Result>): Promise<Result> {
  try {
    return await call()
  } catch (error) {
    const why = clean(error instanceof Error ? error.message : '').slice(0, 200)
    throw new ConfigurationError(
      phrase`The keyring of this system cannot be used (${why}). On Linux a Secret Service must run in this session, such as gnome-keyring or KWallet, and be unlocked. Where there is none, keep the key in .env or in a file.`,
      { code: 'keyring_unavailable' },
    )
  }
}
