import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { joined, phrase } from '@oauth-tokens/core/phrase'
import { describe, expect, test } from 'vitest'
import { localeOf } from '../src/language/chosen-language.ts'
import { loadLanguage } from '../src/language/language.ts'
import { vietnamese } from '../src/language/vietnamese/index.ts'
import { runCommand, temporaryFolder } from './support/run-command.ts'

/** What an unknown command is told, which names the language that was chosen. */
const english = "oauth-tokens: Unknown command 'lsit'. Did you mean list?\nNext: oauth-tokens --help\n"
const translated = "oauth-tokens: Không có lệnh 'lsit'. Ý bạn là list?\nTiếp theo: oauth-tokens --help\n"

describe('the language', () => {
  const chosen: [by: string, argv: string[], env: Record<string, string>, said: string][] = [
    ['nothing', ['lsit'], {}, english],
    ['the locale', ['lsit'], { LANG: 'vi_VN.UTF-8' }, translated],
    ['LC_MESSAGES over LANG', ['lsit'], { LC_MESSAGES: 'vi_VN', LANG: 'en_US.UTF-8' }, translated],
    [
      'LC_ALL over both',
      ['lsit'],
      { LC_ALL: 'vi_VN.UTF-8', LC_MESSAGES: 'en_US', LANG: 'en_US' },
      translated,
    ],
    ['a locale that is none', ['lsit'], { LC_ALL: 'C', LANG: 'vi_VN.UTF-8' }, english],
    ['the POSIX locale', ['lsit'], { LANG: 'POSIX' }, english],
    ['another locale', ['lsit'], { LANG: 'fr_FR.UTF-8' }, english],
    ['a variable over the locale', ['lsit'], { OAUTH_TOKENS_LANG: 'en', LC_ALL: 'vi_VN.UTF-8' }, english],
    ['a variable', ['lsit'], { OAUTH_TOKENS_LANG: 'vi' }, translated],
    [
      'a flag over all',
      ['--lang', 'en', 'lsit'],
      { OAUTH_TOKENS_LANG: 'vi', LC_ALL: 'vi_VN.UTF-8' },
      english,
    ],
    ['a flag, written otherwise', ['lsit', '--lang=vi'], { OAUTH_TOKENS_LANG: 'en' }, translated],
  ]
  test.each(chosen)('is chosen by %s', async (_by, argv, env, said) => {
    const { status, stdout, stderr } = await runCommand(argv, { env })
    expect({ status, stdout, stderr }).toEqual({ status: 2, stdout: '', stderr: said })
  })

  test('of Windows is that of the system', () => {
    const system = Intl.DateTimeFormat().resolvedOptions().locale
    expect(localeOf({}, 'win32')).toBe(system)
    expect(localeOf({}, 'linux')).toBeUndefined()
    expect(localeOf({ LANG: 'vi_VN' }, 'win32')).toBe('vi_VN')
  })

  test('is chosen by .env beside the configuration, below a variable and above the locale', async () => {
    const cwd = temporaryFolder()
    writeFileSync(join(cwd, '.env'), 'OAUTH_TOKENS_LANG=vi\n')
    expect((await runCommand(['lsit'], { cwd, env: { LANG: 'en_US.UTF-8' } })).stderr).toBe(translated)
    expect((await runCommand(['lsit'], { cwd, env: { OAUTH_TOKENS_LANG: 'en' } })).stderr).toBe(english)
  })

  test('is chosen by the configuration, above the locale and below everything that asks for one', async () => {
    const cwd = temporaryFolder()
    writeFileSync(join(cwd, 'oauth-tokens.config.json'), '{ "lang": "vi", "store": "memory:" }')
    const said = async (argv: string[], env: Record<string, string> = {}) =>
      (await runCommand(['token', 'zalo-oa:1', ...argv], { cwd, env: { LANG: 'en_US.UTF-8', ...env } }))
        .stderr
    expect(await said([])).toMatch(/hưa cấu hình nhà cung cấp nào/)
    expect(await said(['--lang', 'en'])).toContain('No provider is configured')
    expect(await said([], { OAUTH_TOKENS_LANG: 'en' })).toContain('No provider is configured')
  })

  test('of what belongs to the program of exec is none of ours', async () => {
    const { stderr } = await runCommand(['exec', 'zalo-oa:1', '--', 'x', '--lang', 'vi'])
    expect(stderr).toContain('No provider is configured')
  })

  test('does not change what scripts read', async () => {
    const env = { OAUTH_TOKENS_LANG: 'vi' }
    const { stderr } = await runCommand(['lsit', '--json'], { env })
    expect(JSON.parse(stderr)).toEqual({
      error: {
        name: 'UsageError',
        code: 'usage',
        message: "Unknown command 'lsit'. Did you mean list?",
        hint: 'oauth-tokens --help',
      },
    })
  })

  test('tells times as clocks show them here, to scripts as ISO 8601, and leaves data as it is', async () => {
    const at = new Date(2026, 10, 22, 8, 2, 38).toISOString()
    const { say } = await loadLanguage({ code: 'vi', asked: true })
    const told = joined([phrase`Its next turn is at ${at}.`, phrase`${phrase`until ${at}`}`])
    expect(say(told)).toBe('Its next turn is at 2026-11-22 08:02:38. until 2026-11-22 08:02:38')
    expect(JSON.stringify(told)).toContain(`at ${at}. until ${at}`)
    expect(say(at)).toBe(at)
  })

  test('has all its letters in one piece, so that columns stay straight', () => {
    for (const text of Object.values(vietnamese)) expect(text).toBe(text.normalize('NFC'))
  })
})
