import { type Phrase, phrase } from '@oauth-tokens/core/phrase'

/** Why a file cannot be written, and what to do. */
export function unwritableFile(path: string, error: unknown): Phrase {
  const { code } = error as NodeJS.ErrnoException
  switch (code) {
    case 'ENOENT':
    case 'ENOTDIR':
      return phrase`${path} cannot be written (${code}): there is no such folder. Make it, or name another place.`
    case 'ENOSPC':
    case 'EDQUOT':
      return phrase`${path} cannot be written (${code}): the disk is full. Make room, and try again.`
    default:
      return phrase`${path} cannot be written (${code}). Give this user write access to its folder, and try again.`
  }
}
