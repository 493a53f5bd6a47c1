import { resolve } from 'node:path'
import { phrase } from '@oauth-tokens/core/phrase'
import type { CommandContext } from '../command.ts'
import { dataDirectory } from '../config/data-directory.ts'
import { storeUrl } from '../config/store-url.ts'
import type { Asker } from './asker.ts'
import type { GivenAnswers } from './given-answers.ts'

/** Where tokens will be kept. */
export interface ChosenStore {
  /** As the manager gets it. */
  url: string
  /** For the configuration; absent: the default, or `variable`. */
  setting?: string
  /** For `.env`: addresses of servers hold passwords. */
  variable?: string
}

/** In the project: its tokens go where it goes, and end with it. */
const inProject = 'file:./.oauth-tokens'

export async function chooseStore(
  { flags, env, cwd }: CommandContext,
  { given, asker, folder }: { given: GivenAnswers; asker: Asker | undefined; folder: string },
): Promise<ChosenStore> {
  const named = flags.store ?? given.variable('OAUTH_TOKENS_STORE')
  // As every command reads it: what .env says is meant from there, anything else from here.
  const here = flags.store !== undefined || Boolean(env.OAUTH_TOKENS_STORE)
  if (named) return storeAt(named, here ? cwd : folder, folder)
  if (!asker) return storeAt(inProject, folder, folder)
  const everywhere = `file:${dataDirectory(env)}`
  const place = await asker.choice(
    phrase`Where to keep the tokens (always encrypted)`,
    [
      { value: inProject, label: phrase`In this project`, hint: './.oauth-tokens' },
      {
        value: everywhere,
        label: phrase`With this user, for all projects`,
        hint: everywhere.slice('file:'.length),
      },
      { value: 'redis', label: 'Redis', hint: phrase`several machines` },
      { value: 'postgres', label: 'PostgreSQL', hint: phrase`several machines` },
    ],
    inProject,
  )
  if (place === everywhere) return { url: everywhere }
  if (place === inProject) return storeAt(inProject, folder, folder)
  const schemes = place === 'redis' ? ['redis:', 'rediss:'] : ['postgres:', 'postgresql:']
  const example =
    place === 'redis' ? 'redis://user:password@localhost:6379' : 'postgres://user:password@localhost:5432/app'
  const url = await asker.secret({
    message: phrase`Address, such as ${example} (goes into .env)`,
    check: (answer) =>
      URL.canParse(answer) && schemes.includes(new URL(answer).protocol)
        ? undefined
        : phrase`Expected an address such as ${example}.`,
  })
  return { url, variable: url }
}

/** @param base of whoever wrote the address; the configuration means its own folder */
function storeAt(written: string, base: string, folder: string): ChosenStore {
  const url = storeUrl(written, base)
  if (!url.startsWith('file:')) return url === 'memory:' ? { url, setting: url } : { url, variable: url }
  return { url, setting: resolve(base) === resolve(folder) ? written : url }
}
