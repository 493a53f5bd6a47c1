import { type Phrase, phrase } from '@oauth-tokens/core/phrase'

/** Why a file that was named cannot be read, and what to do. */
export function unreadableFile(path: string, error: unknown): Phrase {
  const { code } = error as NodeJS.ErrnoException
  switch (code) {
    case 'ENOENT':
      return phrase`There is no file ${path}: check its name.`
    case 'EISDIR':
      return phrase`${path} is a folder: name a file.`
    case 'EACCES':
    case 'EPERM':
      return phrase`${path} cannot be read (${code}): let this user read it.`
    default:
      return phrase`${path} cannot be read (${code}).`
  }
}
