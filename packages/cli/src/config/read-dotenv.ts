import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseEnv } from 'node:util'
import { ConfigurationError } from '@oauth-tokens/core'
import { phrase } from '@oauth-tokens/core/phrase'

/** What the `.env` of a folder says; nothing of it goes into the environment, where children would inherit it. */
export function readDotenv(folder: string): Readonly<Record<string, string | undefined>> {
  const path = join(folder, '.env')
  let text: string
  try {
    text = readFileSync(path, 'utf8')
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code === 'ENOENT' || code === 'ENOTDIR') return {}
    throw new ConfigurationError(
      phrase`${path} cannot be read (${code}). Let this user read it, or remove it.`,
      {
        code: 'unreadable_file',
      },
    )
  }
  return parseEnv(text)
}
