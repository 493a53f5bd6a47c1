import { ConfigurationError } from '@oauth-tokens/core'
import { phrase } from '@oauth-tokens/core/phrase'
import { readKeyring } from './keyring.ts'
import { resolveValue, type ValueSource } from './resolve-value.ts'

/** How a key says that the system's keyring has it: `keyring:NAME`, wherever a key may be given. */
export const inKeyring = 'keyring:'

/**
 * The keys in force: those of `OAUTH_TOKENS_KEY`, else those of the configuration; undefined when neither names any.
 * @throws ConfigurationError when one of them cannot be looked up
 */
export async function encryptionKeys(
  configured: readonly unknown[] | undefined,
  source: ValueSource,
): Promise<string[] | undefined> {
  const given =
    source
      .variable('OAUTH_TOKENS_KEY')
      ?.split(',')
      .map((key) => key.trim())
      .filter(Boolean) ??
    configured?.map((key, index) => String(resolveValue(key, `encryptionKeys[${index}]`, source)))
  return given && Promise.all(given.map(lookedUp))
}

async function lookedUp(key: string): Promise<string> {
  if (!key.startsWith(inKeyring)) return key
  const name = key.slice(inKeyring.length)
  const found = await readKeyring(name)
  if (found !== undefined) return found
  throw new ConfigurationError(
    phrase`The keyring of this user has no key "${name}". \`oauth-tokens keys generate --keyring ${name}\` makes one; what another key encrypted, only that one opens.`,
    { code: 'missing_key' },
  )
}
