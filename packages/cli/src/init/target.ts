import { existsSync, readFileSync } from 'node:fs'
import { extname, resolve } from 'node:path'
import { phrase } from '@oauth-tokens/core/phrase'
import type { CommandContext } from '../command.ts'
import { type CheckedConfig, checkConfig } from '../config/check-config.ts'
import { findConfig } from '../config/find-config.ts'
import { readConfigFile } from '../config/read-config-file.ts'
import { readDotenv } from '../config/read-dotenv.ts'
import { UsageError } from '../usage-error.ts'

/** The configuration file to write. */
export interface Target {
  path: string
  /** What it says already. */
  existing?: { text: string; config: CheckedConfig }
}

/** The file that commands will find: named, or there already, or new. @throws ConfigurationError when one is there that cannot be used */
export async function findTarget({ cwd, env, flags }: CommandContext): Promise<Target> {
  const named = flags.config ?? (env.OAUTH_TOKENS_CONFIG || readDotenv(cwd).OAUTH_TOKENS_CONFIG)
  const path = named ? resolve(cwd, named) : (findConfig({ cwd }) ?? resolve(cwd, 'oauth-tokens.config.mjs'))
  if (existsSync(path)) {
    const text = readFileSync(path, 'utf8')
    return { path, existing: { text, config: checkConfig(await readConfigFile(path), path) } }
  }
  if (!['.mjs', '.ts', '.mts'].includes(extname(path))) {
    throw new UsageError(
      phrase`A new configuration is written with comments, as .mjs or .ts: give --config another name than ${path}.`,
    )
  }
  return { path }
}
