import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { parseEnv } from 'node:util'
import { phrase } from '@oauth-tokens/core/phrase'
import type { CommandContext } from '../command.ts'
import type { CommandOptions } from '../command-options.ts'
import { readDotenv } from '../config/read-dotenv.ts'
import { readAll } from '../input.ts'
import { unreadableFile } from '../unreadable-file.ts'
import { UsageError } from '../usage-error.ts'

type Variables = Readonly<Record<string, string | undefined>>

/** What flags and variables have answered already. */
export interface GivenAnswers {
  /** The value of `--set`, for the provider that was chosen by this name. */
  set(provider: string, option: string): string | undefined
  /** From `--secrets`, the environment or `.env`, in this order. */
  variable(name: string): string | undefined
  /** What stands in `.env` now. */
  readonly dotenv: Variables
  /** @throws UsageError when something was set that nobody asked for */
  requireAllUsed(): void
}

/** @param folder of the configuration, and of its `.env` */
export async function givenAnswers(
  context: CommandContext,
  { set = [], secrets: source }: CommandOptions['init'],
  chosen: readonly string[],
  folder: string,
): Promise<GivenAnswers> {
  const pairs = set.map((pair) => pairOf(pair, chosen))
  const used = new Set<(typeof pairs)[number]>()
  const secrets = source === undefined ? {} : await readSecrets(context, source)
  const dotenv = readDotenv(folder)
  return {
    set(provider, option) {
      const found = pairs.findLast((pair) => pair.provider === provider && pair.option === option)
      for (const pair of pairs) if (pair.provider === provider && pair.option === option) used.add(pair)
      return found?.value
    },
    variable: (name) => secrets[name] || context.env[name] || dotenv[name] || undefined,
    dotenv,
    requireAllUsed() {
      const [unused] = pairs.filter((pair) => !used.has(pair))
      if (!unused) return
      const { provider, option } = unused
      throw new UsageError(
        phrase`--set ${provider}.${option}: ${provider} has no such option, or it is a secret, which never stands on the command line.`,
        { hint: 'oauth-tokens init --help' },
      )
    },
  }
}

function pairOf(pair: string, chosen: readonly string[]) {
  const at = pair.indexOf('=')
  const name = pair.slice(0, Math.max(at, 0))
  const value = pair.slice(at + 1).trim()
  const dot = name.indexOf('.')
  const [only] = chosen
  const provider = dot >= 0 ? name.slice(0, dot) : chosen.length === 1 ? only : undefined
  if (provider !== undefined && chosen.includes(provider) && at > 0 && value !== '')
    return { provider, option: name.slice(dot + 1), value }
  // Its value is not repeated: it may be a secret that somebody gave in argv.
  throw new UsageError(
    phrase`--set takes OPTION=VALUE or, with several providers, PROVIDER.OPTION=VALUE, such as zoho.clientId=1000.ABC.`,
    { hint: 'oauth-tokens init --help' },
  )
}

async function readSecrets(context: CommandContext, source: string): Promise<Variables> {
  if (source === '-') return parseEnv(await readAll(context))
  const path = resolve(context.cwd, source)
  try {
    return parseEnv(readFileSync(path, 'utf8'))
  } catch (error) {
    throw new UsageError(unreadableFile(path, error), { code: 'unreadable_file' })
  }
}
