import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { english } from '../packages/cli/src/language/language.ts'
import { parseArgv } from '../packages/cli/src/parse-argv.ts'
import { blocksOf, documents, root, textOf } from './support/documents.ts'
import { callsIn } from './support/shell-commands.ts'

const folder = mkdtempSync(join(tmpdir(), 'oauth-tokens-shown-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** What is wrong with a call of the command, told without running it. */
function faultOf(words: readonly string[]): string | undefined {
  try {
    parseArgv(words, { language: english })
    return undefined
  } catch (error) {
    return `oauth-tokens ${words.join(' ')}: ${(error as Error).message}`
  }
}

/** Without the lines of the reference that say how a command is called. */
const scriptsIn = (document: string) =>
  blocksOf(document, 'sh')
    .map(({ code }) => code)
    .filter((code) => !/^oauth-tokens [\w ]+ \[(options|cờ)\]/.test(code))

describe('shell commands that the documents show', () => {
  it('are found wherever a shell would run them', () => {
    const script = `TOKEN=$(oauth-tokens token a:1 2> errors.txt)   # oauth-tokens nothing
curl -H "$(oauth-tokens token "$OA" --header)" \\
  https://api.example.com | oauth-tokens import - > out.txt &
sudo -u tokens oauth-tokens list; source <(oauth-tokens completion bash)
journalctl -u oauth-tokens -f`
    expect(callsIn(script)).toEqual([
      ['token', 'a:1'],
      ['token', '$OA', '--header'],
      ['import', '-'],
      ['list'],
      ['completion', 'bash'],
    ])
    expect(faultOf(['list', '--no-such-flag'])).toContain('--no-such-flag')
  })

  it.each(documents)('are in %s ones that the command understands', (document) => {
    const inBlocks = scriptsIn(document).flatMap(callsIn)
    const inProse = [...textOf(document).matchAll(/`oauth-tokens ([^`\n]+)`/g)]
      .map(([, call = '']) => call.replaceAll('\\|', '|').split(' '))
      // A placeholder for any command, or for the rest of one.
      .filter(([first = '', ...rest]) => !/^\p{Lu}+$/u.test(first) && !rest.includes('…'))
      // Named, not called.
      .map((words) => (words.every((word) => /^[a-z]+$/.test(word)) ? [...words, '--help'] : words))
    expect([...inBlocks, ...inProse].map(faultOf).filter((fault) => fault !== undefined)).toEqual([])
  })

  it('are scripts that bash can read', () => {
    const scripts = documents.flatMap(scriptsIn)
    expect(scripts.length).toBeGreaterThan(40)
    const faults = scripts.flatMap((script) => {
      const { stderr } = spawnSync('bash', ['-n'], { input: script, encoding: 'utf8' })
      return stderr === '' ? [] : [`${stderr}${script}`]
    })
    expect(faults).toEqual([])
  })
})

describe('programs that the documents show', () => {
  const home = join(folder, 'home')
  mkdirSync(home)
  symlinkSync(join(root, 'node_modules'), join(home, 'node_modules'))
  writeFileSync(join(home, 'package.json'), '{ "type": "module" }')
  const save = (name: string, code: string) => {
    writeFileSync(join(home, name), code)
    return name
  }
  const named = (language: string, ending: string, fits: (code: string) => boolean) =>
    documents.flatMap((document) =>
      blocksOf(document, language).flatMap(({ code }, index) =>
        fits(code) ? [save(`${document.replaceAll(/\W/g, '-')}-${index}.${ending}`, code)] : [],
      ),
    )
  const run = (command: string, args: string[]) =>
    spawnSync(command, args, {
      cwd: home,
      encoding: 'utf8',
      env: { PATH: process.env.PATH, HOME: home, NO_COLOR: '1' },
      timeout: 100_000,
    })

  it('in JavaScript are ones that Node can read', () => {
    const faults = named('js', 'mjs', () => true).flatMap((name) => {
      const { status, stderr } = run(process.execPath, ['--check', name])
      return status === 0 ? [] : [stderr]
    })
    expect(faults).toEqual([])
  })

  it('as tests for vitest pass', () => {
    const tests = named('ts', 'test.ts', (code) => code.includes(`from 'vitest'`))
    expect(tests.length).toBeGreaterThan(3)
    const vitest = join(root, 'node_modules/vitest/vitest.mjs')
    const { status, stdout, stderr } = run(process.execPath, [vitest, 'run', '--root', home, ...tests])
    expect(status, `${stdout}${stderr}`).toBe(0)
    expect(stdout).toContain(`Test Files  ${tests.length} passed (${tests.length})`)
  })

  it('as tests for node:test pass', () => {
    const tests = named('js', 'test.mjs', (code) => code.includes(`from 'node:test'`))
    expect(tests.length).toBeGreaterThan(0)
    const { status, stdout, stderr } = run(process.execPath, ['--test', '--test-reporter=tap', ...tests])
    expect(status, `${stdout}${stderr}`).toBe(0)
    expect(stdout).toMatch(/^# pass [1-9]/m)
  })
})
