import { readFileSync } from 'node:fs'
import { extname } from 'node:path'
import { ConfigurationError } from '@oauth-tokens/core'
import { type Phrase, phrase } from '@oauth-tokens/core/phrase'
import { syntaxErrorLine } from '../import/syntax-error-line.ts'
import { unreadableFile } from '../unreadable-file.ts'
import { runModule } from './run-module.ts'

/** What a configuration file exports, unchecked. @throws ConfigurationError */
export async function readConfigFile(path: string): Promise<unknown> {
  switch (extname(path)) {
    case '.json':
      return readJson(path)
    default:
      return exported(path, await run(path))
  }
}

function readJson(path: string): unknown {
  let text: string
  try {
    text = readFileSync(path, 'utf8')
  } catch (error) {
    throw broken(unreadableFile(path, error))
  }
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ''))
  } catch (error) {
    // V8's own message repeats a piece of the text, and secrets may stand there.
    const line = syntaxErrorLine(text, error)
    throw broken(line ? phrase`${path} is not JSON: look at line ${line}.` : phrase`${path} is not JSON.`)
  }
}

async function run(path: string): Promise<unknown> {
  try {
    return await runModule(path)
  } catch (error) {
    throw failed(path, error)
  }
}

function exported(path: string, module: unknown): unknown {
  if (typeof module === 'object' && module !== null && 'default' in module) return module.default
  throw broken(phrase`${path} has no default export: expected "export default { … }".`)
}

function failed(path: string, error: unknown): ConfigurationError {
  // By its name: a configuration that imports the library has a class of its own copy.
  if (error instanceof Error && error.name === 'ConfigurationError') return error as ConfigurationError
  if (!(error instanceof Error)) return broken(phrase`${path} cannot be run.`)
  return broken(phrase`${path} cannot be run (${error.name}: ${error.message}).`)
}

function broken(what: Phrase): ConfigurationError {
  return new ConfigurationError(what, { code: 'invalid_config' })
}
