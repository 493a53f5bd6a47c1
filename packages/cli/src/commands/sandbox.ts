import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { ConfigurationError, generateKey, milliseconds } from '@oauth-tokens/core'
import { phrase } from '@oauth-tokens/core/phrase'
import { demoApp, type Sandbox, startSandbox } from '@oauth-tokens/sandbox'
import type { Command } from '../command.ts'
import type { CommandOptions } from '../command-options.ts'
import { findConfig } from '../config/find-config.ts'
import { demoSettings } from '../sandbox/demo-settings.ts'
import { untilStopped } from '../until-stopped.ts'

/** Runs the emulated providers, and prints the settings that point to them. */
export const sandbox: Command<CommandOptions['sandbox']> = async (context, options) => {
  const { output, cwd, env, flags, signal } = context
  const running = await start(options)
  // A store of its own: connections of the sandbox have no business among real ones.
  const folder = mkdtempSync(join(tmpdir(), 'oauth-tokens-sandbox-'))
  try {
    const variables = settingsFor(running, `file:${join(folder, 'store')}`)
    if (output.json) output.document({ url: running.url, env: variables })
    else for (const [name, value] of Object.entries(variables)) output.line(`export ${name}='${value}'`)
    output.note(phrase`The sandbox listens on ${running.url} – control and help: ${running.url}/_sandbox/`)
    const file = findConfig({ cwd, flag: flags.config, environment: env.OAUTH_TOKENS_CONFIG })
    // What `init` wrote for this sandbox is not meant.
    if (file !== undefined && !readFileSync(file, 'utf8').includes(running.url))
      output.warning(phrase`These settings are not used beside ${file}: try them in another folder.`)
    await untilStopped(signal)
  } finally {
    await running.close()
    rmSync(folder, { recursive: true, force: true })
  }
}

async function start({ port = 0, accessTokenLifetime }: CommandOptions['sandbox']): Promise<Sandbox> {
  const lifetime =
    accessTokenLifetime === undefined
      ? undefined
      : milliseconds(accessTokenLifetime, '--access-token-lifetime') / 1000
  try {
    const lives = lifetime === undefined ? {} : { accessTokenLifetime: lifetime }
    return await startSandbox({
      port,
      zalo: { apps: [demoApp], ...lives },
      zaloSocial: lives,
      zalopay: lives,
      standardServers: lives,
      ...(lifetime !== undefined && { zoho: { lifetimes: { accessToken: lifetime } } }),
    })
  } catch (error) {
    if (error instanceof TypeError) {
      throw new ConfigurationError(phrase`--access-token-lifetime: ${error.message}.`, {
        code: 'invalid_duration',
      })
    }
    const { code } = error as NodeJS.ErrnoException
    if (code === undefined) throw error
    throw new ConfigurationError(
      phrase`The sandbox cannot listen on port ${port} (${code}): choose another with --port.`,
      {
        code: code === 'EADDRINUSE' ? 'port_in_use' : 'cannot_listen',
      },
    )
  }
}

function settingsFor(running: Sandbox, store: string): Record<string, string> {
  return {
    ...demoSettings(running),
    OAUTH_TOKENS_STORE: store,
    OAUTH_TOKENS_KEY: generateKey(),
  }
}
