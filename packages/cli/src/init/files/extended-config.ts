import { randomBytes } from 'node:crypto'
import { rmSync } from 'node:fs'
import { basename, dirname, extname, join } from 'node:path'
import { isDeepStrictEqual } from 'node:util'
import { ConfigurationError } from '@oauth-tokens/core'
import { phrase, type Said } from '@oauth-tokens/core/phrase'
import { type CheckedConfig, checkConfig } from '../../config/check-config.ts'
import { readConfigFile } from '../../config/read-config-file.ts'
import type { NewProvider } from '../collecting.ts'
import { providerText } from './config-text.ts'
import { literal } from './literal.ts'
import { writeAtomically } from './write-atomically.ts'

/**
 * The text of somebody's configuration with providers added in front, and nothing else changed: what it says then is
 * compared with what it said before.
 *
 * @throws ConfigurationError when there is no list to be found that they can be put into
 */
export async function extendedConfig(
  { path, text, config }: { path: string; text: string; config: CheckedConfig },
  providers: readonly NewProvider[],
  say: (said: Said) => string,
): Promise<string> {
  const json = extname(path) === '.json'
  const blocks = providers.map((provider) => providerText(provider, { say, indent: '    ', json }))
  for (const { index, 0: start } of text.matchAll(/["']?\bproviders["']?\s*:\s*\[/g)) {
    const rest = text.slice(index + start.length)
    const before = text.slice(0, index + start.length)
    const last = /^\s*\]/.test(rest)
    const comma = json && !last ? ',' : ''
    const end = last ? `\n  ${rest.trimStart()}` : rest.replace(/^(?!\s*\n)\s*/, '\n    ')
    const extended = `${before}\n${blocks.join(json ? ',\n' : '\n')}${comma}${end}`
    if (await says(path, extended, config, providers)) return extended
  }
  throw new ConfigurationError(
    phrase`${path} has no list of providers that could be extended; nothing was changed. Add this to it: ${snippet(providers)}`,
    { code: 'config_not_extended' },
  )
}

/** On one line, as JSON and scripts both take it. */
function snippet(providers: readonly NewProvider[]): string {
  return providers.map(({ adapter, id, values }) => literal({ adapter, id, ...values }, true)).join(', ')
}

/** Read as any command will read it, from beside the file: it may import others. */
async function says(
  path: string,
  text: string,
  before: CheckedConfig,
  added: readonly NewProvider[],
): Promise<boolean> {
  const name = basename(path, extname(path))
  const trial = join(dirname(path), `.${name}.${randomBytes(6).toString('hex')}${extname(path)}`)
  writeAtomically(trial, text, 0o600)
  try {
    const after = checkConfig(await readConfigFile(trial), path)
    const wanted = [
      ...added.map(({ adapter, id, values }) => ({ adapter, id, values: { ...values } })),
      ...before.providers,
    ]
    return isDeepStrictEqual(plain(after), plain({ ...before, providers: wanted }))
  } catch (error) {
    if (error instanceof ConfigurationError) return false
    throw error
  } finally {
    rmSync(trial, { force: true })
  }
}

function plain(config: CheckedConfig): unknown {
  return JSON.parse(JSON.stringify(config))
}
