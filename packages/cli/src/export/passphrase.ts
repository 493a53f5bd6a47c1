import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { type Phrase, phrase } from '@oauth-tokens/core/phrase'
import type { CommandContext } from '../command.ts'
import type { Settings } from '../config/settings.ts'
import { type Asker, terminalAsker } from '../init/asker.ts'
import { readAll } from '../input.ts'
import { unreadableFile } from '../unreadable-file.ts'
import { UsageError } from '../usage-error.ts'

const variable = 'OAUTH_TOKENS_PASSPHRASE'

/** Characters. Whoever gets hold of the file can try as many as a machine can. */
export const shortestPassphrase = 12

/** Where a passphrase comes from: a file, else the environment; on a terminal somebody is asked otherwise. */
export type PassphraseSource = { given: string } | { ask: Asker['secret'] }

/** @throws UsageError when there is none, and nobody to ask */
export async function passphraseSource(
  context: CommandContext,
  settings: Pick<Settings, 'variable'>,
  file: string | undefined,
): Promise<PassphraseSource> {
  const given = file === undefined ? settings.variable(variable) : await fromFile(context, file)
  // What is typed loses the spaces around it too: the same passphrase must open what it sealed.
  if (given?.trim()) return { given: given.trim() }
  if (context.stdin.isTTY && context.stderr.isTTY) return { ask: (await terminalAsker(context)).secret }
  throw new UsageError(
    phrase`A passphrase is needed and there is no terminal to ask for it: give it by --passphrase-file FILE (or - for stdin), or by ${variable}.`,
    { code: 'missing_passphrase' },
  )
}

/** A new passphrase, typed twice. @throws UsageError when it is too short */
export async function choosePassphrase(source: PassphraseSource): Promise<string> {
  if ('given' in source) {
    const problem = tooShort(source.given)
    if (problem) throw new UsageError(problem, { code: 'weak_passphrase' })
    return source.given
  }
  const chosen = await source.ask({ message: phrase`Passphrase for the export`, check: tooShort })
  const check = (typed: string) =>
    typed === chosen
      ? undefined
      : phrase`That is not the one before. Type it again, or begin anew with Ctrl-C.`
  await source.ask({ message: phrase`The same passphrase again`, check })
  return chosen
}

function tooShort(passphrase: string): Phrase | undefined {
  const length = [...passphrase.normalize('NFC')].length
  if (length >= shortestPassphrase) return undefined
  return phrase`The passphrase has ${length} characters: expected at least ${shortestPassphrase}. A few words in a row are easy to type.`
}

/** Its first line. */
async function fromFile(context: CommandContext, file: string): Promise<string> {
  const text = file === '-' ? await readAll(context) : readText(context, file)
  const [first = ''] = text.replace(/^\uFEFF/, '').split(/\r?\n/, 1)
  if (first.trim() !== '') return first
  throw new UsageError(phrase`${file === '-' ? 'stdin' : file} has no passphrase in its first line.`, {
    code: 'missing_passphrase',
  })
}

function readText({ cwd }: CommandContext, file: string): string {
  try {
    return readFileSync(resolve(cwd, file), 'utf8')
  } catch (error) {
    throw new UsageError(unreadableFile(file, error), { code: 'unreadable_file' })
  }
}
