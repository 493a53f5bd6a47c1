import { join } from 'node:path'
import { userFolders } from '@oauth-tokens/core'
import { type Phrase, phrase } from '@oauth-tokens/core/phrase'
import { inKeyring } from '../config/encryption-keys.ts'
import type { Settings } from '../config/settings.ts'
import type { Finding } from './finding.ts'

/** Where the keys come from: whoever loses that place loses the tokens. */
export function checkKeySource({ encryptionKeys, file, store, variable }: Settings): Finding[] {
  const found = (detail: Phrase): Finding[] => [{ area: 'keys', level: 'ok', detail }]
  const given = variable('OAUTH_TOKENS_KEY')
  const named = given?.split(',').filter((key) => key.trim().startsWith(inKeyring))
  if (named?.length)
    return found(phrase`OAUTH_TOKENS_KEY names them in the keyring of this system: ${named.join(', ')}.`)
  if (given !== undefined) return found(phrase`OAUTH_TOKENS_KEY gives them.`)
  if (encryptionKeys) return found(phrase`encryptionKeys in ${file} gives them.`)
  if (!store.startsWith('file:')) return []
  return found(phrase`The file ${join(userFolders().config, 'key')} holds it; keep a copy of that file.`)
}
