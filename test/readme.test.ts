import { execFileSync, spawnSync } from 'node:child_process'
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, describe, expect, it } from 'vitest'

const root = fileURLToPath(new URL('..', import.meta.url))
const folder = mkdtempSync(join(tmpdir(), 'oauth-tokens-readme-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const documents = [
  'README.md',
  'README.vi.md',
  ...readdirSync(join(root, 'packages')).map((name) => `packages/${name}/README.md`),
]

function blocks(document: string, language: string): string[] {
  const text = readFileSync(join(root, document), 'utf8')
  return [...text.matchAll(new RegExp(`^\`\`\`${language}\\n(.*?)^\`\`\``, 'gms'))].map(
    (match) => match[1] ?? '',
  )
}

describe('what the documents show', () => {
  it('is TypeScript that compiles against the packages as built', () => {
    const examples = documents.flatMap((document) =>
      blocks(document, 'ts').map((code, index) => ({
        name: `${document.replaceAll(/\W/g, '-')}-${index}.ts`,
        code,
      })),
    )
    expect(examples.length).toBeGreaterThan(3)
    // Beside the packages, so that imports resolve as a user's would.
    for (const { name, code } of examples) writeFileSync(join(folder, name), `${code}\nexport {}\n`)
    symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'))
    writeFileSync(join(folder, 'package.json'), '{ "type": "module" }')
    const compilerOptions = {
      strict: true,
      module: 'nodenext',
      target: 'es2023',
      noEmit: true,
      skipLibCheck: true,
      types: ['node'],
    }
    writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify({ compilerOptions, include: ['*.ts'] }))
    const { stdout, status } = spawnSync(
      process.execPath,
      [join(root, 'node_modules/typescript/bin/tsc'), '-p', folder],
      {
        encoding: 'utf8',
      },
    )
    expect(stdout).toBe('')
    expect(status).toBe(0)
  })

  it.each(['README.md', 'README.vi.md'])('has in %s a tour that works as pasted', (document) => {
    const tour = readFileSync(join(root, document), 'utf8').split('<!-- test: tour -->')[1]
    const script = /```sh\n(.*?)```/s.exec(tour ?? '')?.[1] ?? expect.fail('no tour')
    const home = join(folder, document)
    mkdirSync(home)
    symlinkSync(join(root, 'node_modules'), join(home, 'node_modules'))
    writeFileSync(join(home, 'package.json'), '{}')
    const env = { PATH: process.env.PATH, HOME: home }
    const output = execFileSync('bash', ['-eu', '-c', script], {
      cwd: home,
      env,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
      timeout: 60_000,
    })
    const [first, second] = output.split('\n')
    expect(first).toMatch(/^[\w-]{100,}$/)
    expect(second).toMatch(/^[\w-]{100,}$/)
    expect(second).not.toBe(first)
    expect(output).toMatch(/zalo-oa:\d+ .* active/)
  })
})

describe('the configuration file of the documents', () => {
  it.each(['README.md', 'README.vi.md'])('is in %s one that the command accepts', (document) => {
    const home = join(folder, `config-${document}`)
    mkdirSync(home)
    writeFileSync(join(home, 'oauth-tokens.config.json'), blocks(document, 'json')[0] ?? '')
    writeFileSync(join(home, 'acme-secret'), 'secret')
    const secrets = { ZALO_OA_CLIENT_SECRET: 'secret', ZOHO_CLIENT_SECRET: 'secret' }
    const env = { PATH: process.env.PATH, HOME: home, ...secrets }
    const command = join(root, 'packages/cli/bin/oauth-tokens.js')
    const output = execFileSync(process.execPath, [command, 'providers', '--json'], {
      cwd: home,
      env,
      encoding: 'utf8',
    })
    const [zalo, zoho] = JSON.parse(output)
    expect(zalo).toMatchObject({ id: 'zalo-oa', clientId: '4318657068771012646' })
    expect(zoho).toMatchObject({ adapter: 'zoho', clientId: '1000.ABC' })
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
