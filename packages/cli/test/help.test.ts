import { execFileSync } from 'node:child_process'
import { chmodSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { english, loadLanguage } from '../src/language/language.ts'
import { parseArgv } from '../src/parse-argv.ts'
import { examplesIn, grammar, helpOf } from './support/grammar.ts'
import { temporaryFolder } from './support/run-command.ts'

const vietnamese = await loadLanguage({ code: 'vi', asked: true })
const paths = grammar().commands.map(({ path }) => path)
const helps = ['', 'keys', ...paths].flatMap((path) => [
  { path, language: english },
  { path, language: vietnamese },
])

/** What the text looks like: letters with their accents are one column each. */
const columns = (line: string) => [...line].length

describe('the help', () => {
  test.each(paths)('of %s shows two examples, --json, the exit statuses and where data goes', (path) => {
    const help = helpOf(path, english)
    expect(examplesIn(help).length).toBeGreaterThanOrEqual(2)
    expect(help).toContain('--json')
    expect(help).toMatch(/Exit status: 0 done; .*130\s+interrupted/s)
    expect(help).toContain('stdout carries data only')
  })

  test.each(helps)('of "$path" fits the terminal, $language.code', ({ path, language }) => {
    for (const [width, fits] of [
      [undefined, 80],
      [120, 120],
    ] as const) {
      const wide = helpOf(path, language, width)
        .split('\n')
        .filter((line) => columns(line) > fits)
      expect(wide).toEqual([])
    }
  })

  test('uses the room that a wide terminal has', () => {
    const lines = (width?: number) => helpOf('', english, width).split('\n').length
    expect(lines(140)).toBeLessThan(lines())
  })

  test.each(['', 'keys', ...paths])('of "%s" is Vietnamese for who reads that', (path) => {
    const said = (text: string) =>
      text
        .split('\n')
        .filter((line) => / {2}|^\p{Lu}/u.test(line) && !/^ {2}\$|^ {4}|\\$/.test(line))
        .map((line) => line.trim())
    const both = new Set(said(helpOf(path, vietnamese)))
    const left = said(helpOf(path, english)).filter((line) => line !== '' && both.has(line))
    expect(left).toEqual([])
  })

  test('is told whichever way it is asked for', () => {
    const token = helpOf('token', english)
    const { shown } = parseArgv(['help', 'token'], { language: english }) as { shown: string }
    const { shown: short } = parseArgv(['token', '-h'], { language: english }) as { shown: string }
    expect(shown).toBe(token)
    expect(short).toBe(token)
  })
})

/** What a shell hands to `oauth-tokens` and how often; every other program is a stub that does nothing. */
function shellRuns(script: string): string[][] {
  const home = temporaryFolder()
  const calls = join(home, 'calls')
  for (const folder of ['bin', '.config/fish/completions']) mkdirSync(join(home, folder), { recursive: true })
  for (const file of ['sandbox.env', 'address.txt', 'code.txt', 'calls']) writeFileSync(join(home, file), '')
  const stub = (name: string, body: string) => {
    writeFileSync(join(home, 'bin', name), `#!/bin/sh\n${body}\n`)
    chmodSync(join(home, 'bin', name), 0o755)
  }
  stub('oauth-tokens', `{ printf '%s\\037' "$@"; printf '\\036'; } >> "${calls}"`)
  for (const name of ['curl', 'jq', 'sleep', 'head', 'scp', 'ssh']) stub(name, 'exit 0')
  // `&` is waited for.
  execFileSync('/bin/bash', ['-eu', '-c', `${script}\nwait`], {
    cwd: home,
    env: { PATH: join(home, 'bin'), HOME: home, NEW_KEY: 'new', OLD_KEY: 'old', PASSPHRASE: 'p' },
    stdio: 'ignore',
  })
  const seen = readFileSync(calls, 'utf8').split('\u001e').slice(0, -1)
  rmSync(home, { recursive: true })
  return seen.map((words) => words.split('\u001f').slice(0, -1))
}

describe('the examples of the help', () => {
  const commandsIn = (example: string) =>
    shellRuns(example).map((argv) => {
      const parsed = parseArgv(argv, { language: english })
      return 'command' in parsed ? parsed.command : expect.fail(`${example} shows a help`)
    })

  test.each(['', ...paths])('of "%s" can be run as they stand', (path) => {
    const examples = examplesIn(helpOf(path, english))
    const called = examples.map(commandsIn)
    for (const [index, commands] of called.entries()) expect(commands, examples[index]).not.toEqual([])
    if (path !== '') expect(called.flat()).toContain(path)
    // Commands are not translated.
    expect(examplesIn(helpOf(path, vietnamese))).toEqual(examples)
  })
})
