import { existsSync, readFileSync, statSync } from 'node:fs'
import { dirname, extname, join } from 'node:path'
import type { Said } from '@oauth-tokens/core/phrase'
import { lackingEntries } from '../../git-ignore.ts'
import type { ChosenKey } from '../choose-key.ts'
import type { ChosenStore } from '../choose-store.ts'
import type { NewProvider } from '../collecting.ts'
import type { Target } from '../target.ts'
import { configText } from './config-text.ts'
import { extendedConfig } from './extended-config.ts'
import { mergedDotenv } from './merged-dotenv.ts'
import { writeAtomically } from './write-atomically.ts'

/** A file as it will be. */
export interface PlannedFile {
  path: string
  change: 'created' | 'changed'
  text: string
  mode: number
}

export interface Wanted {
  target: Target
  providers: readonly NewProvider[]
  /** Absent where a configuration says it already. */
  store?: ChosenStore | undefined
  key?: ChosenKey | undefined
  variables: Readonly<Record<string, string>>
  say(said: Said): string
}

/** Everything is worked out before anything is written. In the order of writing: no secret stands there before git ignores it. */
export async function planFiles(wanted: Wanted): Promise<PlannedFile[]> {
  const { target, providers, store, key, variables, say } = wanted
  const folder = dirname(target.path)
  const typescript = extname(target.path) !== '.mjs'
  const config = target.existing
    ? await extendedConfig({ path: target.path, ...target.existing }, providers, say)
    : configText(
        {
          store: store?.setting,
          ...(key?.setting !== undefined && { encryptionKeys: [key.setting] }),
          providers,
        },
        { typescript, say },
      )
  const dotenv = join(folder, '.env')
  const ignored = ['.env', ...(store?.setting === 'file:./.oauth-tokens' ? ['.oauth-tokens/'] : [])]
  const gitignore = join(folder, '.gitignore')
  const lacking = lackingEntries(folder, ignored)
  return [
    ...(lacking.length > 0
      ? planned(gitignore, appended(textOf(gitignore), lacking), modeOf(gitignore) ?? 0o644)
      : []),
    ...(Object.keys(variables).length > 0
      ? planned(dotenv, mergedDotenv(textOf(dotenv), variables), 0o600)
      : []),
    // Somebody may have opened his own to the user that a service runs as; secrets stand elsewhere.
    ...planned(target.path, config, modeOf(target.path) ?? 0o600),
  ]
}

export function writeFiles(files: readonly PlannedFile[]): void {
  for (const { path, text, mode } of files) writeAtomically(path, text, mode)
}

/** Nothing where it is so already. */
function planned(path: string, text: string, mode: number): PlannedFile[] {
  const before = modeOf(path)
  if (before === undefined) return [{ path, change: 'created', text, mode }]
  return before === mode && textOf(path) === text ? [] : [{ path, change: 'changed', text, mode }]
}

function modeOf(path: string): number | undefined {
  const stats = statSync(path, { throwIfNoEntry: false })
  return stats && stats.mode & 0o777
}

function textOf(path: string): string {
  return existsSync(path) ? readFileSync(path, 'utf8') : ''
}

function appended(text: string, lines: readonly string[]): string {
  return `${text}${text === '' || text.endsWith('\n') ? '' : '\n'}${lines.join('\n')}\n`
}
