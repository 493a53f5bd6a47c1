import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { copyRepository, type RepositoryCopy } from './support/repository-copy.ts'

/** One of each kind of answer. */
const made: Record<string, string[]> = {
  'acme-shop': ['--auth', 'header', '--errors', 'body', '--lifetime', 'instant'],
  'plain-shop': ['--auth', 'basic', '--grants', 'code', '--refresh', 'reusable', '--vendor', 'Của tôi & Co.'],
  'own-tokens': ['--grants', 'client', '--errors', 'body', '--lifetime', 'milliseconds'],
}
const names = Object.keys(made)
const packages = names.map((name) => `packages/provider-${name}`)

let copy: RepositoryCopy
beforeAll(() => {
  copy = copyRepository()
})
afterAll(() => copy?.remove())

/** A program that must succeed. */
function succeeds(command: string, ...args: string[]): string {
  const { status, output } = copy.run(command, ...args)
  expect({ ran: [command, ...args].join(' '), status, output: status === 0 ? '' : output }).toEqual({
    ran: [command, ...args].join(' '),
    status: 0,
    output: '',
  })
  return output
}

/** Each in the order of `npm run check`; the first makes what the others look at. */
describe.sequential('a new provider is green as it is generated', () => {
  it.each(Object.entries(made))('%s is made without a question', (name, flags) => {
    succeeds('npm', 'run', 'new:provider', '--', name, ...flags)
    expect(readdirSync(join(copy.folder, `packages/provider-${name}`))).toEqual(
      expect.arrayContaining(['CHANGELOG.md', 'README.md', 'package.json', 'src', 'test']),
    )
  })

  it('has a short adapter', () => {
    for (const name of names) {
      const adapter = readFileSync(join(copy.folder, `packages/provider-${name}/src/${name}.ts`), 'utf8')
      expect(adapter.split('\n').length).toBeLessThan(70)
    }
  })

  it('is in the lock file, and in the format of the house', () => {
    succeeds('node', 'scripts/lock-check.mjs')
    const { packages: locked } = JSON.parse(readFileSync(join(copy.folder, 'package-lock.json'), 'utf8'))
    expect(Object.keys(locked)).toEqual(expect.arrayContaining(packages))
    const written = ['packages/cli/src/adapters.ts', 'packages/cli/src/config', 'packages/sandbox/src']
    const generated = [...packages, ...written, '.changeset', 'packages/cli/src/language']
    succeeds('npx', 'biome', 'ci', '--colors=off', '--error-on-warnings', ...generated)
  })

  it('builds, its command too', () => {
    succeeds('npx', 'tsc', '-b', 'packages/sandbox', ...packages)
    succeeds('npm', 'run', 'build', '--workspace', 'packages/cli')
  })

  it('has tests and a README of the right types', () => {
    for (const folder of packages) {
      const readme = readFileSync(join(copy.folder, folder, 'README.md'), 'utf8')
      const [, shown = ''] = /```ts\n(.*?)```/s.exec(readme) ?? []
      expect(shown).toContain('getAccessToken')
      writeFileSync(join(copy.folder, folder, 'test/readme.ts'), shown)
    }
    const include = [...packages.map((folder) => `${folder}/test/*.ts`), 'packages/cli/test/*provider*.ts']
    const config = { extends: './tsconfig.test.json', include }
    writeFileSync(join(copy.folder, 'tsconfig.new.json'), JSON.stringify(config))
    try {
      succeeds('npx', 'tsc', '-p', 'tsconfig.new.json')
    } finally {
      // Nothing else is to see them.
      for (const folder of packages) rmSync(join(copy.folder, folder, 'test/readme.ts'))
    }
  })

  it('keeps the boundaries between packages, and has nothing that nobody uses', () => {
    succeeds('npx', 'turbo', 'boundaries')
    const { output } = copy.run('npx', 'knip')
    const ours = new RegExp(`provider-(${names.join('|')})\\b|sandbox/src/(${names.join('|')}|standard)/`)
    expect(output.split('\n').filter((line) => ours.test(line))).toEqual([])
  })

  it('passes its own tests, and works in the command against the sandbox', () => {
    const projects = [...names.map((name) => `provider-${name}`), 'cli']
    const filters = [...packages.map((folder) => join(copy.folder, folder)), 'standard-providers']
    const told = succeeds(
      'npx',
      'vitest',
      'run',
      ...projects.flatMap((name) => ['--project', name]),
      ...filters,
    )
    for (const name of names) {
      for (const kind of [`${name}.contract`, 'wire', 'login']) {
        expect(told).toMatch(new RegExp(`✓.*provider-${name}.*${kind}\\.test\\.ts`))
      }
    }
    expect(told).toMatch(/✓.*cli.*standard-providers\.test\.ts/)
  })

  it('is said in both languages, and documented in both', () => {
    const tests = ['language', 'command-reference', 'readme'].map((name) => `test/${name}.test.ts`)
    const kinds = ['languages of the command', 'reference of the command', ...names].join('|')
    const told = succeeds('npx', 'vitest', 'run', '--project', 'house', ...tests, '-t', kinds)
    expect(told).toMatch(/Tests .*\d{2} passed/)
  })
})

describe('new:provider', () => {
  it('asks nothing where nobody can answer, and says what it takes', () => {
    const { status, output } = copy.run('node', 'scripts/new-provider.mjs')
    expect({ status, output }).toEqual({ status: 2, output: expect.stringContaining('--grants') })
  })

  it.each([
    [['Acme'], 'small letters'],
    [['acme', '--auth', 'magic'], 'post, basic, header'],
    [['acme', '--vendor', "Pham's"], 'letters, digits'],
    [['one', 'two'], 'One name'],
    [['plain-shop'], 'already'],
  ])('refuses %j', (args, why) => {
    const before = readdirSync(join(copy.folder, 'packages'))
    const { status, output } = copy.run('node', 'scripts/new-provider.mjs', ...args)
    expect(output).toContain(why)
    expect(status).not.toBe(0)
    expect(readdirSync(join(copy.folder, 'packages'))).toEqual(before)
  })
})
