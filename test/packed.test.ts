import { type ChildProcessWithoutNullStreams, execFile, spawn } from 'node:child_process'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, delimiter, dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type PackedPackage, packAll } from '../scripts/pack-all.mjs'
import { firstDocument, firstMatch, textOf } from '../scripts/read-stream.mjs'
import { root } from './support/documents.ts'
import { installPacked } from './support/packed.ts'

const run = promisify(execFile)
const licence = readFileSync(join(root, 'LICENSE'))

/** What a newcomer has: the tarballs, installed in an empty folder, and nothing else of this repository. */
describe('The packages as they are published', () => {
  const folder = mkdtempSync(join(tmpdir(), 'oauth-tokens-packed-'))
  const home = join(folder, 'home')
  const command = join(folder, 'node_modules/.bin/oauth-tokens')
  let env: NodeJS.ProcessEnv = {
    PATH: [dirname(process.execPath), process.env.PATH].join(delimiter),
    HOME: home,
  }
  let packed: PackedPackage[] = []
  let connection = ''
  let running: ChildProcessWithoutNullStreams | undefined

  beforeAll(() => {
    mkdirSync(home)
    packed = packAll(join(folder, 'tarballs'))
    installPacked('@oauth-tokens/cli', packed, join(folder, 'tarballs'), folder)
  })
  afterAll(async () => {
    running?.kill()
    if (running && running.exitCode === null) await new Promise((ended) => running?.once('close', ended))
    rmSync(folder, { recursive: true, force: true })
  })

  /** In a folder of its own, so that no test finds the settings of another. */
  const place = (name: string) => {
    const made = join(folder, name)
    mkdirSync(made)
    return made
  }
  const start = (...args: string[]) => spawn(command, args, { cwd: folder, env })

  test('hold what runs and what a reader asks for, and neither sources nor anything else of the build', () => {
    for (const { name, files } of packed) {
      const paths = files.map(({ path }) => path)
      const told = ['CHANGELOG.md', 'LICENSE', 'README.md', 'dist/index.d.ts', 'dist/index.js']
      expect(paths, name).toEqual(expect.arrayContaining(told))
      const others = paths.filter((path) =>
        /^(src|test)\b|(?<!\.d)\.ts$|\.map$|tsbuildinfo|\.mjs$/.test(path),
      )
      expect(others, name).toEqual([])
      expect(readFileSync(join(root, 'packages', basename(name), 'LICENSE'))).toEqual(licence)
    }
    const cli = packed.find(({ name }) => name === '@oauth-tokens/cli')?.files.map(({ path }) => path)
    const run = ['bin/oauth-tokens.js', 'dist/main.cjs', 'dist/third-party-licenses.txt']
    expect(cli).toEqual(expect.arrayContaining(run))
  })

  test('give a command that says its version and how to use it', async () => {
    const { stdout: version } = await run(command, ['--version'], { env })
    expect(version.trim()).toBe(packed.find(({ name }) => name === '@oauth-tokens/cli')?.version)
    const { stdout: help } = await run(command, ['--help'], { env })
    expect(help).toContain('oauth-tokens login zalo-oa')
  })

  test('lead from the sandbox to a token in three commands', async () => {
    running = start('sandbox', '--json')
    const settings: { env: Record<string, string> } = await firstDocument(running.stdout)
    env = { ...env, ...settings.env }

    const login = start('login', 'zalo-oa', '--no-browser')
    const printed = textOf(login.stdout)
    const link = await firstMatch(login.stderr, /https?:\S+\/permission\?\S+/)
    await fetch(`${link}&auto=allow`)
    connection = (await printed).trim()
    expect(connection).toMatch(/^zalo-oa:\d+$/)

    const { stdout: token } = await run(command, ['token', connection], { cwd: folder, env })
    expect(token.trim()).toMatch(/^\S{40,}$/)
  })

  test('load for a token that is still good nothing that sends, checks or reaches other stores', async () => {
    const listing = join(folder, 'listing.cjs')
    const write = "process.on('exit', () => process._rawDebug(Object.keys(require.cache).join('\\n')))"
    writeFileSync(listing, write)
    const args = ['--require', listing, command, 'token', connection]
    const { stderr } = await run(process.execPath, args, { cwd: folder, env })
    const loaded = stderr.split('\n').filter((path) => path.endsWith('.cjs') && path !== listing)
    expect(loaded.length).toBeGreaterThan(2)
    // Words of openid-client, zod, undici, the client of Redis, tsyringe, node-postgres, and our own stores on both.
    const words = [
      'OAUTH_RESPONSE_IS_NOT_CONFORM',
      'ZodError',
      'undici:websocket:open',
      'ClientOfflineError',
      'TypeInfo not known',
      'pg-native',
      'The Redis URL',
      'PostgreSQL does not wait',
    ]
    const dist = join(folder, 'node_modules/@oauth-tokens/cli/dist')
    const all = readdirSync(dist).filter((name) => name.endsWith('.cjs'))
    const inside = (paths: string[]) => {
      const text = paths.map((path) => readFileSync(path, 'utf8')).join()
      return words.filter((word) => text.includes(word))
    }
    expect(inside(all.map((name) => join(dist, name)))).toEqual(words)
    expect(inside(loaded)).toEqual([])
  })

  test('know a configuration in TypeScript by the types that come along', async () => {
    const cwd = place('typed')
    const config = (clientId: string) =>
      `import { defineConfig } from '@oauth-tokens/cli'
      export default defineConfig({ providers: [{ adapter: 'zalo-oa', clientId: ${clientId}, clientSecret: 's' }] })\n`
    writeFileSync(join(cwd, 'oauth-tokens.config.ts'), config("'1234567890'"))
    const { stdout } = await run(command, ['providers', '--json'], { cwd, env })
    expect(JSON.parse(stdout)).toMatchObject([{ id: 'zalo-oa' }])

    writeFileSync(join(cwd, 'wrong.ts'), config('1234567890'))
    const compiler = join(root, 'node_modules/typescript/bin/tsc')
    const types = join(root, 'node_modules/@types')
    const flags = [
      '--noEmit',
      '--strict',
      '--module',
      'nodenext',
      '--target',
      'es2023',
      '--typeRoots',
      types,
      '--types',
      'node',
    ]
    const compile = (file: string) => run(process.execPath, [compiler, ...flags, file], { cwd })
    await compile('oauth-tokens.config.ts')
    await expect(compile('wrong.ts')).rejects.toMatchObject({
      stdout: expect.stringMatching(/^wrong\.ts.*Type 'number' is not assignable/m),
    })
  })

  test('take an error of the library for what it is, also of a copy that a configuration has loaded', async () => {
    const cwd = place('failing')
    writeFileSync(
      join(cwd, 'oauth-tokens.config.mjs'),
      `import { ConfigurationError } from '@oauth-tokens/core'
      throw new ConfigurationError('The vault is locked: open it.', { code: 'vault_locked' })\n`,
    )
    await expect(run(command, ['providers', '--json'], { cwd, env })).rejects.toMatchObject({
      code: 2,
      stderr: expect.stringMatching(
        /^\{"error":\{.*"code":"vault_locked","message":"The vault is locked: open it\."/,
      ),
    })
  })
})
