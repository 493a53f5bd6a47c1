import { execFileSync, spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { type AddressInfo, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { adapters } from '../packages/cli/src/adapters.ts'
import {
  anchorOf,
  blocksOf,
  documents,
  guides,
  headingsOf,
  linksOf,
  packages,
  root,
  textOf,
} from './support/documents.ts'

const folder = mkdtempSync(join(tmpdir(), 'oauth-tokens-readme-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** A folder of its own, in which the packages are installed as at a user's. */
function newHome(name: string): string {
  const home = join(folder, name.replaceAll(/\W/g, '-'))
  mkdirSync(home)
  symlinkSync(join(root, 'node_modules'), join(home, 'node_modules'))
  writeFileSync(join(home, 'package.json'), '{ "type": "module" }')
  return home
}

function runScript(script: string, home: string): string {
  return execFileSync('bash', ['-eu', '-o', 'pipefail', '-c', script], {
    cwd: home,
    env: { PATH: process.env.PATH, HOME: home },
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
    timeout: 60_000,
  })
}

describe('what the documents show', () => {
  it('is TypeScript that compiles against the packages as built', () => {
    // The bench shows parts of its own code.
    const shown = documents.filter((document) => !document.startsWith('faults/'))
    const examples = shown.flatMap((document) =>
      blocksOf(document, 'ts').map(({ code }, index) => ({
        name: `${document.replaceAll(/\W/g, '-')}-${index}.ts`,
        code,
      })),
    )
    expect(examples.length).toBeGreaterThan(20)
    const home = newHome('examples')
    for (const { name, code } of examples) writeFileSync(join(home, name), `${code}\nexport {}\n`)
    const compilerOptions = {
      strict: true,
      module: 'nodenext',
      target: 'es2023',
      noEmit: true,
      skipLibCheck: true,
      types: ['node'],
    }
    writeFileSync(join(home, 'tsconfig.json'), JSON.stringify({ compilerOptions, include: ['*.ts'] }))
    const { stdout, status } = spawnSync(
      process.execPath,
      [join(root, 'node_modules/typescript/bin/tsc'), '-p', home],
      { encoding: 'utf8' },
    )
    expect(stdout).toBe('')
    expect(status).toBe(0)
  })

  it.each(['README.md', 'README.vi.md'])('has in %s a tour that works as pasted', (document) => {
    const tour = textOf(document).split('<!-- test: tour -->')[1]
    const script = /```sh\n(.*?)```/s.exec(tour ?? '')?.[1] ?? expect.fail('no tour')
    const output = runScript(script, newHome(`tour ${document}`))
    const [first, second] = output.split('\n')
    expect(first).toMatch(/^[\w-]{100,}$/)
    expect(second).toMatch(/^[\w-]{100,}$/)
    expect(second).not.toBe(first)
    expect(output).toMatch(/zalo-oa:\d+ .* active/)
  })

  it('has for the sandbox a shell session that works as pasted, block after block', async () => {
    const session = blocksOf('packages/sandbox/README.md', 'sh').map(({ code }) => code)
    const script = session.join('\n').replaceAll('8911', String(await freePort()))
    // A page that is refused ends the session here, as it would not for a reader.
    const strict = `export PATH="$PWD/node_modules/.bin:$PATH"
trap 'kill %1 2> /dev/null || true' EXIT
curl() { command curl -sS --fail "$@"; }`
    const output = runScript(`${strict}\n${script}`, newHome('sandbox'))
    expect(output).toMatch(/^location: http:\/\/127\.0\.0\.1:8910\/callback\?code=/im)
    expect(output).toMatch(/"dataCentre":"eu"/)
    expect(output).toMatch(/"arrived":1,"waiting":1/)
    expect(output).toMatch(/"released":1/)
  })
})

describe('the configuration files that the documents show', () => {
  const configurations = documents.flatMap((document) =>
    blocksOf(document, 'json').map(({ code }, index) => ({
      name: `${document} (${index + 1})`,
      document,
      code,
    })),
  )

  it('are in both READMEs, and in the command’s own', () => {
    const shown = configurations.map(({ name }) => name)
    expect(shown).toEqual(
      expect.arrayContaining(['README.md (1)', 'README.vi.md (1)', 'packages/cli/README.md (1)']),
    )
  })

  it.each(configurations)('are ones that the command accepts: $name', ({ name, document, code }) => {
    const home = newHome(`config ${name}`)
    // A module that it names is shown beside it.
    for (const { code: script } of blocksOf(document, 'js')) {
      const [, path] = /^\/\/ (\S+\.mjs)\n/.exec(script) ?? []
      if (path) writeFileSync(join(home, path), script)
    }
    writeFileSync(join(home, 'oauth-tokens.config.json'), code)
    const variables = [...code.matchAll(/\{ "env": "(\w+)" \}/g)].map(([, variable]) => [variable, 'secret'])
    for (const [, path = ''] of code.matchAll(/\{ "file": "([^"]+)" \}/g)) {
      writeFileSync(join(home, path), 'secret')
    }
    const output = execFileSync(
      process.execPath,
      [join(root, 'packages/cli/bin/oauth-tokens.js'), 'providers', '--json'],
      {
        cwd: home,
        env: { PATH: process.env.PATH, HOME: home, ...Object.fromEntries(variables) },
        encoding: 'utf8',
      },
    )
    const { providers } = JSON.parse(code) as { providers: Record<string, unknown>[] }
    expect(providers.length).toBeGreaterThan(0)
    expect(JSON.parse(output)).toMatchObject(
      providers.map(({ adapter, id = adapter, clientId = '' }) => ({
        id,
        clientId,
        ...(Object.hasOwn(adapters, String(adapter)) && { adapter }),
      })),
    )
  })
})

describe('the documents', () => {
  it.each(Object.entries(adapters))(
    'name every option of %s that the command takes',
    (adapter, { options }) => {
      const rows = textOf('packages/cli/README.md').split('\n')
      const row = rows.find((line) => line.startsWith(`| [\`${adapter}\`]`)) ?? expect.fail('no row')
      const named = [...row.matchAll(/`(\w+)`/g)]
        .map(([, option]) => option)
        .filter((name) => name !== adapter)
      // Zalo and ZaloPay have none, so that there is nothing to say of them.
      const known = Object.keys(options).filter((name) => name !== 'scopes' || named.includes(name))
      expect(named.toSorted()).toEqual(known.toSorted())
    },
  )

  it.each(packages.filter((path) => path.includes('/provider-')))(
    'name in %s only options that an adapter of it takes',
    (path) => {
      const homes = textOf('packages/cli/src/adapters.ts').matchAll(
        /^ {2}'?([\w-]+)'?: \{.*?import\('@oauth-tokens\/([\w-]+)'\)/gms,
      )
      const own = [...homes].filter(([, , home]) => path === `packages/${home}`).map(([, name]) => name)
      expect(own).not.toEqual([])
      const options = Object.entries(adapters).flatMap(([name, entry]) =>
        own.includes(name) ? Object.keys(entry.options) : [],
      )
      const [, table = ''] = textOf(`${path}/README.md`).split('\n## Options\n')
      const named = [...table.matchAll(/^\| (`.+?) \|/gm)].flatMap(([, cell = '']) => [
        ...cell.matchAll(/`(\w+)`/g),
      ])
      const known = ['id', ...options]
      expect(named.map(([, name = '']) => name).filter((name) => !known.includes(name))).toEqual([])
    },
  )

  it.each(packages)('tell of %s what it is and what changed', (path) => {
    expect(textOf(`${path}/README.md`)).toContain(`# @oauth-tokens/${path.split('/')[1]}\n`)
    expect(textOf(`${path}/CHANGELOG.md`)).toMatch(/^## \d+\.\d+\.\d+$/m)
  })

  it.each(guides.filter((name) => !name.endsWith('.vi.md')))(
    'say the same in both languages: %s',
    (english) => {
      const vietnamese = english.replace(/\.md$/, '.vi.md')
      const levels = (document: string) => headingsOf(document).map(({ level }) => level)
      const languages = (document: string) => blocksOf(document).map(({ language }) => language)
      expect(levels(vietnamese)).toEqual(levels(english))
      expect(languages(vietnamese)).toEqual(languages(english))
    },
  )

  it.each(guides.filter((name) => name.endsWith('.vi.md')))('have %s in English too', (vietnamese) => {
    expect(guides).toContain(vietnamese.replace(/\.vi\.md$/, '.md'))
  })

  it.each(documents)('link in %s to what is there', (document) => {
    const broken = linksOf(document).filter((link) => {
      const [path = '', anchor] = link.split('#')
      const target = path === '' ? document : join(dirname(document), path)
      if (!existsSync(join(root, target))) return true
      return anchor !== undefined && !headingsOf(target).map(anchorOf).includes(decodeURIComponent(anchor))
    })
    expect(broken).toEqual([])
  })
})

describe('the tour of the first command', () => {
  it('shows a token, its expiry and the next token', () => {
    const output = execFileSync(process.execPath, [join(root, 'scripts/tour.mjs')], {
      encoding: 'utf8',
      timeout: 60_000,
    })
    expect(output).toContain('Another one: the refresh token was spent once')
  })
})

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer()
    server.once('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo
      server.close(() => resolve(port))
    })
  })
}
