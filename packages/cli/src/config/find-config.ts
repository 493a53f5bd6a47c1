import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import { ConfigurationError } from '@oauth-tokens/core'
import { phrase } from '@oauth-tokens/core/phrase'

const names = ['mjs', 'js', 'json', 'ts'].map((ending) => `oauth-tokens.config.${ending}`)

export interface ConfigSources {
  cwd: string
  flag?: string | undefined
  environment?: string | undefined
  /** `OAUTH_TOKENS_CONFIG` in the `.env` of the working directory. */
  dotenv?: string | undefined
}

/** The configuration file in force, if any. @throws ConfigurationError when one was named that is not there */
export function findConfig({ cwd, flag, environment, dotenv }: ConfigSources): string | undefined {
  const named = flag ?? (environment || dotenv)
  if (named === undefined || (named === '' && flag === undefined)) {
    return names.map((name) => resolve(cwd, name)).find((path) => existsSync(path))
  }
  const path = resolve(cwd, named)
  if (named !== '' && existsSync(path)) return path
  const from = flag === undefined ? 'OAUTH_TOKENS_CONFIG' : '--config'
  throw new ConfigurationError(phrase`There is no configuration file ${path}; ${from} names it.`, {
    code: 'config_not_found',
  })
}
