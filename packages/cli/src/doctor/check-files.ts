import { existsSync, type Stats, statSync } from 'node:fs'
import { join } from 'node:path'
import { userFolders } from '@oauth-tokens/core'
import { phrase } from '@oauth-tokens/core/phrase'
import type { Settings } from '../config/settings.ts'
import { wouldBeCommitted } from '../git-ignore.ts'
import type { Finding } from './finding.ts'

/** Whether others on this machine may read what holds secrets. Looked at before the store is opened, which makes some. */
export function checkFiles({ file, folder, store, encryptionKeys }: Settings): Finding[] {
  if (process.platform === 'win32') {
    const detail = phrase`File modes say nothing on Windows: see to it that only this user may read the files.`
    return [{ area: 'files', level: 'ok', detail }, ...committed(folder)]
  }
  const embedded = store.startsWith('file:')
  const paths = [
    ...(file === undefined ? [] : [file]),
    join(folder, '.env'),
    ...(embedded && !encryptionKeys ? [join(userFolders().config, 'key')] : []),
    ...(embedded ? [store.slice('file:'.length)] : []),
  ]
  const findings = [...paths.flatMap(judge), ...committed(folder)]
  if (findings.length > 0) return findings
  return [{ area: 'files', level: 'ok', detail: phrase`There is no file yet that could hold a secret.` }]
}

function judge(path: string): Finding[] {
  let stats: Stats | undefined
  try {
    stats = statSync(path, { throwIfNoEntry: false })
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    return [
      {
        area: 'files',
        level: 'warning',
        detail: phrase`Who may read ${path} cannot be told (${code}).`,
        advice: phrase`Let this user into its folder.`,
      },
    ]
  }
  if (!stats) return []
  const wished = stats.isDirectory() ? 0o700 : 0o600
  const mode = stats.mode & 0o777
  if ((mode & 0o077) === 0)
    return [{ area: 'files', level: 'ok', detail: phrase`Only this user may read ${path}.` }]
  return [
    {
      area: 'files',
      level: 'warning',
      detail: phrase`${path} is open to other users (mode ${octal(mode)}).`,
      advice: `chmod ${octal(wished)} ${quoted(path)}`,
    },
  ]
}

/** Secrets in a repository are on every machine that has a copy of it, for ever. */
function committed(folder: string): Finding[] {
  if (!existsSync(join(folder, '.env')) || !wouldBeCommitted(folder, '.env')) return []
  return [
    {
      area: 'files',
      level: 'warning',
      detail: phrase`${join(folder, '.env')} holds secrets, and git does not ignore it.`,
      advice: phrase`Put .env into .gitignore; if it was committed: git rm --cached .env, and change the secrets.`,
    },
  ]
}

function octal(mode: number): string {
  return mode.toString(8).padStart(4, '0')
}

function quoted(path: string): string {
  return /^[\w./~-]+$/.test(path) ? path : `'${path.replaceAll("'", `'\\''`)}'`
}
