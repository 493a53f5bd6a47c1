import { readFileSync } from 'node:fs'
import { extname } from 'node:path'
import { pathToFileURL } from 'node:url'
import { ConfigurationError } from '@oauth-tokens/core'
import { syntaxErrorLine } from '../import/syntax-error-line.ts'

/** What a configuration file exports, unchecked. @throws ConfigurationError */
export async function readConfigFile(path: string): Promise<unknown> {
  switch (extname(path)) {
    case '.json':
      return readJson(path)
    case '.ts':
    case '.mts':
      return exported(path, await runTypeScript(path))
    default:
      return exported(path, await runScript(path))
  }
}

function readJson(path: string): unknown {
  let text: string
  try {
    text = readFileSync(path, 'utf8')
  } catch (error) {
    throw broken(path, `cannot be read (${(error as NodeJS.ErrnoException).code})`)
  }
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ''))
  } catch (error) {
    // V8's own message repeats a piece of the text, and secrets may stand there.
    const line = syntaxErrorLine(text, error)
    throw broken(path, `is not JSON${line ? `: look at line ${line}` : ''}`)
  }
}

async function runScript(path: string): Promise<unknown> {
  try {
    return await import(pathToFileURL(path).href)
  } catch (error) {
    throw failed(path, error)
  }
}

async function runTypeScript(path: string): Promise<unknown> {
  const { createJiti } = await import('jiti')
  try {
    return await createJiti(import.meta.url).import(path)
  } catch (error) {
    throw failed(path, error)
  }
}

function exported(path: string, module: unknown): unknown {
  if (typeof module === 'object' && module !== null && 'default' in module) return module.default
  throw broken(path, 'has no default export: expected `export default { … }`')
}

function failed(path: string, error: unknown): ConfigurationError {
  if (error instanceof ConfigurationError) return error
  const reason = error instanceof Error ? `${error.name}: ${error.message}` : 'no reason given'
  return broken(path, `cannot be run (${reason})`)
}

function broken(path: string, what: string): ConfigurationError {
  return new ConfigurationError(`${path} ${what}.`, { code: 'invalid_config' })
}
