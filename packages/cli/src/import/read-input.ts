import { phrase } from '@oauth-tokens/core/phrase'
import type { CommandContext } from '../command.ts'
import type { ImportOptions } from '../command-options.ts'
import type { Settings } from '../config/settings.ts'
import { passphraseSource } from '../export/passphrase.ts'
import { openExport, WrongPassphrase } from '../export/sealed-export.ts'
import { UsageError } from '../usage-error.ts'
import { decodeText } from './decode-text.ts'
import type { Format } from './format-names.ts'
import type { FoundTokens } from './found-tokens.ts'
import { importProblem } from './import-problem.ts'
import { parseDocuments } from './parse-documents.ts'
import { readEnv } from './read-env.ts'
import { readSource, sourceName } from './read-source.ts'
import { readTokenAnswer, readTokens } from './read-tokens.ts'
import { readZohoCsv } from './read-zoho-csv.ts'
import { recognizeFormat } from './recognize-format.ts'

/** How often a passphrase may be mistyped. */
const attempts = 3

/** Reads the file or stdin, whatever it is, to its end; nothing in it is stored yet. @throws UsageError */
export async function readInput(
  context: CommandContext,
  settings: Settings,
  options: ImportOptions,
): Promise<FoundTokens[]> {
  const source = sourceName(options.file)
  if (source === 'stdin' && options.passphraseFile === '-')
    throw new UsageError(
      phrase`Tokens and passphrase cannot both come from stdin: name a file for one of them.`,
    )
  const text = decodeText(await readSource(context, options.file), source)
  if (text.trim() === '')
    throw new UsageError(phrase`${source} is empty: expected tokens.`, { code: 'invalid_import' })
  const format = options.format ?? recognizeFormat(text, source)
  context.output.detail(phrase`Format: ${format}`)
  return format === 'encrypted'
    ? readJson(await unsealed(context, settings, options, text), source)
    : readers[format](text, source)
}

const readers: Readonly<
  Record<Exclude<Format, 'encrypted'>, (text: string, source: string) => FoundTokens[]>
> = {
  json: readJson,
  env: readEnv,
  'zoho-csv': readZohoCsv,
  form: (text, source) => [readTokenAnswer(Object.fromEntries(new URLSearchParams(text.trim())), source)],
}

function readJson(text: string, source: string): FoundTokens[] {
  const documents = parseDocuments(text, source)
  if (documents.length === 0) throw importProblem(source, phrase`this is an empty list`)
  return documents.map(readTokens)
}

async function unsealed(
  context: CommandContext,
  settings: Settings,
  { file, passphraseFile }: ImportOptions,
  text: string,
): Promise<string> {
  const source = sourceName(file)
  const passphrase = await passphraseSource(context, settings, passphraseFile)
  if ('given' in passphrase) return openExport(text, passphrase.given, source)
  for (let left = attempts; ; left--) {
    const typed = await passphrase.ask({ message: phrase`Passphrase of ${source}` })
    try {
      return await openExport(text, typed, source)
    } catch (error) {
      if (!(error instanceof WrongPassphrase) || left <= 1) throw error
      context.output.warning(phrase`Wrong passphrase; try again.`)
    }
  }
}
