import { readFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { parseEnv } from 'node:util'
import type { Context } from '../context.ts'
import { ownWords } from '../own-words.ts'
import { type ChosenLanguage, type LanguageCode, languages } from './language.ts'

/**
 * Flag over environment over `.env` over locale. Looked for before the command line is parsed, because its help and its
 * errors are told in this language too; a value that does not exist is passed over here and refused by the parser.
 */
export function chosenLanguage(
  argv: readonly string[],
  { cwd, env }: Pick<Context, 'cwd' | 'env'>,
): ChosenLanguage {
  const own = ownWords(argv)
  const config = flagged(own, '--config') ?? env.OAUTH_TOKENS_CONFIG
  const folder = config ? dirname(resolve(cwd, config)) : cwd
  const asked =
    known(flagged(own, '--lang')) ?? known(env.OAUTH_TOKENS_LANG) ?? known(dotenvOf(folder).OAUTH_TOKENS_LANG)
  return { code: asked ?? ofLocale(localeOf(env)) ?? 'en', asked: asked !== undefined }
}

function flagged(argv: readonly string[], flag: string): string | undefined {
  const index = argv.findLastIndex((word) => word === flag || word.startsWith(`${flag}=`))
  const word = argv[index]
  return word === flag ? argv[index + 1] : word?.slice(flag.length + 1)
}

/** Whatever is wrong with the file is told where its settings are needed. */
function dotenvOf(folder: string): Readonly<Record<string, string | undefined>> {
  try {
    return parseEnv(readFileSync(join(folder, '.env'), 'utf8'))
  } catch {
    return {}
  }
}

/** Such as `vi_VN.UTF-8`, or `vi-VN` on Windows. */
export function localeOf(env: Context['env'], platform: string = process.platform): string | undefined {
  const locale = env.LC_ALL || env.LC_MESSAGES || env.LANG
  // Windows has no such variables.
  return locale || platform !== 'win32' ? locale : Intl.DateTimeFormat().resolvedOptions().locale
}

function ofLocale(locale: string | undefined): LanguageCode | undefined {
  return known(locale?.split(/[_.@-]/)[0])
}

function known(code: string | undefined): LanguageCode | undefined {
  return languages.find((language) => language === code?.toLowerCase())
}
