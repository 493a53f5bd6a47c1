import { randomBytes } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { link, mkdir, open, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { ConfigurationError } from '../errors.ts'
import { type Phrase, phrase } from '../phrase.ts'
import { generateKey, isKey } from './key-ring.ts'

/**
 * The embedded store's own key: read, or made while the store is still empty. Never made beside data, and never made
 * anew for data that another key sealed.
 * @throws ConfigurationError `missing_key` when the store holds data and the key file is gone.
 */
export async function keyFile(folder: string, storeIsEmpty: () => Promise<boolean>): Promise<string> {
  const path = join(folder, 'key')
  const existing = readKey(path)
  if (existing !== undefined) return existing
  if (!(await storeIsEmpty())) {
    throw new ConfigurationError(
      phrase`The store holds connections, but its key file ${path} is missing. Restore that file, or give the key as OAUTH_TOKENS_KEY. Nothing was changed.`,
      { code: 'missing_key' },
    )
  }
  await makeKey(folder, path)
  return readKey(path) ?? unusable(path, phrase`it vanished`)
}

/** Written aside, synced, and linked into place: of two processes one makes it, and nobody reads half a key. */
async function makeKey(folder: string, path: string): Promise<void> {
  const unfinished = `${path}.${randomBytes(9).toString('base64url')}`
  try {
    await mkdir(folder, { recursive: true, mode: 0o700 })
    const file = await open(unfinished, 'wx', 0o600)
    try {
      await file.writeFile(`${generateKey()}\n`)
      await file.sync()
    } finally {
      await file.close()
    }
    await link(unfinished, path)
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code !== 'EEXIST') unusable(path, phrase`it cannot be made (${code})`)
  } finally {
    await rm(unfinished, { force: true }).catch(() => {})
  }
}

/** At once: it is one line, and a command that prints a token has nothing else to do meanwhile. */
function readKey(path: string): string | undefined {
  try {
    const key = readFileSync(path, 'utf8').trim()
    if (isKey(key)) return key
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    return code === 'ENOENT' ? undefined : unusable(path, phrase`it cannot be read (${code})`)
  }
  throw new ConfigurationError(
    phrase`The key file ${path} holds no key (43 base64url characters). Restore it from a backup: a new key could not open what the old one sealed. Nothing was changed.`,
    { code: 'key_file_damaged' },
  )
}

function unusable(path: string, why: Phrase): never {
  throw new ConfigurationError(
    phrase`The key file ${path} is not usable: ${why}. Give this user access to its folder, or set OAUTH_TOKENS_KEY.`,
    { code: 'key_file_unusable' },
  )
}
