import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { generateKey, userFolders } from '@oauth-tokens/core'
import { phrase } from '@oauth-tokens/core/phrase'
import type { CommandContext } from '../command.ts'
import { dataDirectory } from '../config/data-directory.ts'
import { inKeyring } from '../config/encryption-keys.ts'
import { keepNewKey, readKeyring } from '../config/keyring.ts'
import { UsageError } from '../usage-error.ts'
import type { Asker } from './asker.ts'
import type { GivenAnswers } from './given-answers.ts'

/** `file`: that of this user, which the embedded store reads, or makes when it is first used. */
export type KeyPlace = 'env' | 'file' | 'keyring'

/** Where the key comes from that encrypts the tokens. */
export interface ChosenKey {
  place: KeyPlace
  /** For `.env`. */
  variable?: string
  /** For the configuration. */
  setting?: string
  /** Makes what is not a matter of files. */
  make?(): Promise<void>
}

interface Choosing {
  given: GivenAnswers
  asker: Asker | undefined
  store: string
  wished: KeyPlace | undefined
}

export async function chooseKey({ env }: CommandContext, choosing: Choosing): Promise<ChosenKey> {
  const { given, store, wished } = choosing
  const existing = given.variable('OAUTH_TOKENS_KEY')
  // Never another one: it may have encrypted something.
  if (existing !== undefined)
    return { place: existing.startsWith(inKeyring) ? 'keyring' : 'env', variable: existing }
  const embedded = store.startsWith('file:')
  if (wished === 'file' && !embedded) {
    throw new UsageError(
      phrase`--key file is for a store on this machine only: ${store.split(':', 1)[0]} needs the same key in every process. Choose --key env or --key keyring.`,
    )
  }
  // Several projects, one store: a key in one project's .env would lock the others out.
  const usual = store === `file:${dataDirectory(env)}` ? 'file' : 'env'
  const place = wished ?? (await askPlace(choosing, embedded, usual))
  if (place === 'env') return { place, variable: generateKey() }
  if (place === 'file') return { place }
  const name = 'default'
  return {
    place,
    setting: `${inKeyring}${name}`,
    async make() {
      if ((await readKeyring(name)) === undefined) await keepNewKey(name, generateKey())
    },
  }
}

async function askPlace({ asker, store }: Choosing, embedded: boolean, usual: KeyPlace): Promise<KeyPlace> {
  const file = join(userFolders().config, 'key')
  // What stands in it was encrypted with the key in that file.
  if (embedded && isUsed(store.slice('file:'.length)) && existsSync(file)) return 'file'
  if (!asker) return usual
  return asker.choice<KeyPlace>(
    phrase`Where to keep the key that encrypts them`,
    [
      { value: 'env', label: '.env', hint: phrase`mode 0600, not for git` },
      ...(embedded ? [{ value: 'file' as const, label: phrase`In a file of this user`, hint: file }] : []),
      {
        value: 'keyring',
        label: phrase`In the keyring of this system`,
        hint: phrase`needs a session of this user`,
      },
    ],
    usual,
  )
}

function isUsed(folder: string): boolean {
  return existsSync(folder) && readdirSync(folder).length > 0
}
