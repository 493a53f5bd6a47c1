import { dirname, resolve } from 'node:path'
import type { NotifyOptions } from '@oauth-tokens/core'
import { phrase } from '@oauth-tokens/core/phrase'
import type { CommandContext } from '../command.ts'
import type { CheckedConfig } from './check-config.ts'
import { dataDirectory } from './data-directory.ts'
import { encryptionKeys } from './encryption-keys.ts'
import { environmentProviders } from './environment-providers.ts'
import { findConfig } from './find-config.ts'
import { namedVariables } from './named-variables.ts'
import { readDotenv } from './read-dotenv.ts'
import { resolveValue, type ValueSource } from './resolve-value.ts'
import type { ProviderSettings, Settings } from './settings.ts'
import { shownStore, storeUrl } from './store-url.ts'

/** Flag over environment over `.env` over configuration file over default. @throws ConfigurationError */
export async function loadSettings({ cwd, env, flags, output, language }: CommandContext): Promise<Settings> {
  const file = findConfig({
    cwd,
    flag: flags.config,
    environment: env.OAUTH_TOKENS_CONFIG,
    dotenv: readDotenv(cwd).OAUTH_TOKENS_CONFIG,
  })
  const folder = file === undefined ? cwd : dirname(file)
  const dotenv = readDotenv(folder)
  const variable = (name: string) => env[name] || dotenv[name] || undefined
  const config = file === undefined ? undefined : await read(file)
  if (config?.lang) await language.suggest(config.lang)
  output.detail(
    file === undefined ? phrase`No configuration file: variables decide.` : phrase`Configuration: ${file}`,
  )

  const store =
    located(flags.store, cwd) ??
    located(env.OAUTH_TOKENS_STORE, cwd) ??
    located(dotenv.OAUTH_TOKENS_STORE, folder) ??
    located(config?.store, folder) ??
    `file:${dataDirectory(env)}`
  output.detail(phrase`Store: ${shownStore(store)}`)
  const keys = await encryptionKeys(config?.encryptionKeys, { folder, variable })
  return {
    ...(file !== undefined && { file }),
    folder,
    store,
    ...(keys && { encryptionKeys: keys }),
    ...(config?.refreshMargin !== undefined && { refreshMargin: config.refreshMargin }),
    ...(config?.rescueDir !== undefined && {
      rescueDir: config.rescueDir && resolve(folder, config.rescueDir),
    }),
    ...(config?.allowHosts && { allowHosts: config.allowHosts }),
    namedVariables: namedVariables(config),
    ...(config?.reauthorizationLink !== undefined && { reauthorizationLink: config.reauthorizationLink }),
    ...(config?.notify && { notify: notifyOf(config.notify, { folder, variable }) }),
    providers: config ? fileProviders(config) : environmentProviders(variable),
    variable,
  }
}

/** The schema, and zod with it, is only loaded where there is a file to check. */
async function read(file: string): Promise<CheckedConfig> {
  const [{ readConfigFile }, { checkConfig }] = await Promise.all([
    import('./read-config-file.ts'),
    import('./check-config.ts'),
  ])
  return checkConfig(await readConfigFile(file), file)
}

function notifyOf(notify: NonNullable<CheckedConfig['notify']>, source: ValueSource): NotifyOptions {
  if ('command' in notify) return notify
  return { url: notify.url, secret: String(resolveValue(notify.secret, 'notify.secret', source)) }
}

function located(url: string | undefined, folder: string): string | undefined {
  return url ? storeUrl(url, folder) : undefined
}

function fileProviders({ providers }: CheckedConfig): ProviderSettings[] {
  return providers.map((provider, index) => ({
    ...provider,
    nameOf: (option) => `providers[${index}].${option}`,
  }))
}
