import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { ConfigurationError } from '@oauth-tokens/core'
import { type Phrase, phrase } from '@oauth-tokens/core/phrase'
import type { Settings } from './settings.ts'

/** Where a value is looked up. */
export type ValueSource = Pick<Settings, 'folder' | 'variable'>

/**
 * The text that a setting stands for: itself, a variable's or a file's content.
 * @throws ConfigurationError that names the setting, never its value
 */
export function resolveValue(value: unknown, name: string, { folder, variable }: ValueSource): unknown {
  if (typeof value !== 'object' || value === null) return value
  if ('env' in value && typeof value.env === 'string') {
    const text = variable(value.env)
    if (text !== undefined) return text
    throw unresolved(
      phrase`${name}: the variable ${value.env} is not set, neither in the environment nor in ${folder}/.env.`,
    )
  }
  if ('file' in value && typeof value.file === 'string') {
    const path = resolve(folder, value.file)
    try {
      return readFileSync(path, 'utf8').trim()
    } catch (error) {
      throw unresolved(
        phrase`${name}: the file ${path} cannot be read (${(error as NodeJS.ErrnoException).code}).`,
      )
    }
  }
  return value
}

function unresolved(what: Phrase): ConfigurationError {
  return new ConfigurationError(what, { code: 'missing_value' })
}
