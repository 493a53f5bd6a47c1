import { execFileSync } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { generateKey, systemClock } from '@oauth-tokens/core'
import { demoApp } from '@oauth-tokens/sandbox'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { runCommand, type Surroundings } from './support/run-command.ts'
import { connect, openHouse, type SandboxHouse } from './support/sandbox-house.ts'
import { openTerminal, terminalMissing } from './support/terminal.ts'

interface Finding {
  area: string
  level: string
  detail: string
  advice?: string
  provider?: string
  connection?: string
}

let house: SandboxHouse
beforeEach(async () => {
  house = await openHouse()
  configure()
})
afterEach(() => house.close())

/** A configuration file, because a rescue folder of its own can only be named there. */
function configure(more: object = {}, provider: object = {}): void {
  const { env, cwd } = house
  const config = {
    rescueDir: './rescue',
    providers: [
      {
        adapter: 'zalo-oa',
        clientId: env.ZALO_OA_CLIENT_ID,
        clientSecret: { env: 'ZALO_OA_CLIENT_SECRET' },
        redirectUri: env.ZALO_OA_REDIRECT_URI,
        baseUrl: env.ZALO_OA_BASE_URL,
        ...provider,
      },
    ],
    ...more,
  }
  writeFileSync(join(cwd, 'oauth-tokens.config.json'), JSON.stringify(config), { mode: 0o600 })
}

async function examined(more: Surroundings = {}) {
  const { cwd, env } = house
  const ended = await runCommand(['doctor', '--json'], { cwd, ...more, env: { ...env, ...more.env } })
  const { ok, findings } = JSON.parse(ended.stdout) as { ok: boolean; findings: Finding[] }
  const of = (area: string) => findings.filter((finding) => finding.area === area)
  return { ...ended, ok, findings, of, bad: findings.filter(({ level }) => level !== 'ok') }
}

describe('doctor', () => {
  test('finds nothing wrong where nothing is, in every area', async () => {
    const id = await connect(house)
    const { status, stderr, ok, findings, bad, of } = await examined()
    expect({ status, stderr, ok, bad }).toEqual({ status: 0, stderr: '', ok: true, bad: [] })
    expect([...new Set(findings.map(({ area }) => area))]).toEqual([
      'configuration',
      'environment',
      'files',
      'keys',
      'store',
      'rescue folder',
      'provider',
      'connections',
    ])
    expect(of('store').length).toBeGreaterThan(8)
    expect(of('provider')[0]).toMatchObject({ provider: 'zalo-oa', detail: expect.stringMatching(/answers/) })
    expect(of('connections')[0]?.detail).toBe('1 in the store; none is in trouble.')
    expect(id).toMatch(/^zalo-oa:/)
  })

  test('prints one line for each finding, and no secret in any form', async () => {
    const id = await connect(house)
    const token = (await runCommand(['token', id], house)).stdout.trim()
    const { findings, stdout: json } = await examined()
    const { stdout, stderr } = await runCommand(['doctor', '--verbose'], house)
    const lines = stdout.trim().split('\n')
    expect(lines).toHaveLength(findings.length)
    for (const line of lines) expect(line).toMatch(/^(ok|warning|failed) +[a-z]/)
    for (const secret of [token, house.env.ZALO_OA_CLIENT_SECRET, house.env.OAUTH_TOKENS_KEY]) {
      expect(secret).toMatch(/.{8}/)
      expect(json + stdout + stderr).not.toContain(secret)
    }
  })

  test('a configuration that cannot be used is status 2, with the environment looked at all the same', async () => {
    writeFileSync(join(house.cwd, 'oauth-tokens.config.json'), '{"provders": []}')
    const { status, stderr, ok, of } = await examined()
    expect({ status, ok }).toEqual({ status: 2, ok: false })
    expect(of('configuration')[0]).toMatchObject({
      level: 'failed',
      detail: expect.stringContaining('provders'),
    })
    expect(of('environment')).toHaveLength(1)
    expect(JSON.parse(stderr)).toMatchObject({ error: { code: 'check_failed' } })
  })

  test('a variable that nothing reads is told, with the one that was meant', async () => {
    const { status, bad } = await examined({ env: { OAUTH_TOKENS_STOER: 'x' } })
    expect(status).toBe(0)
    expect(bad).toEqual([
      expect.objectContaining({ level: 'warning', advice: expect.stringContaining('OAUTH_TOKENS_STORE') }),
    ])
  })

  test('variables that name no language, no readable authorities, or define no provider are told', async () => {
    const { status, bad } = await examined({
      env: {
        OAUTH_TOKENS_LANG: 'fr',
        NODE_EXTRA_CA_CERTS: '/nowhere/ca.pem',
        ZOHO_CLIENT_ID: '1000.A',
      },
    })
    expect(status).toBe(0)
    expect(bad.map(({ area, detail }) => `${area}: ${detail.split(' ')[0]}`)).toEqual([
      'configuration: ZOHO_CLIENT_ID',
      'environment: OAUTH_TOKENS_LANG',
      'environment: NODE_EXTRA_CA_CERTS',
    ])
    expect(bad[0]?.advice).toContain('oauth-tokens init --provider zoho')
  })

  test('a .env that git would take is told, until git ignores it', async () => {
    execFileSync('git', ['init', '-q'], { cwd: house.cwd })
    writeFileSync(join(house.cwd, '.env'), 'A=1\n', { mode: 0o600 })
    const { bad } = await examined()
    expect(bad).toEqual([
      expect.objectContaining({ area: 'files', detail: expect.stringContaining('git does not ignore it') }),
    ])
    writeFileSync(join(house.cwd, '.gitignore'), '*.log\n.env*\n')
    expect((await examined()).bad).toEqual([])
  })

  test('a redirect address that somebody else listens on is told, with another way to log in', async () => {
    const { port } = new URL(house.env.ZALO_OA_REDIRECT_URI ?? '')
    const server = createServer().listen(Number(port), '127.0.0.1')
    await once(server, 'listening')
    try {
      const { status, bad } = await examined()
      expect(status).toBe(0)
      expect(bad).toEqual([
        expect.objectContaining({
          provider: 'zalo-oa',
          detail: expect.stringContaining(`127.0.0.1:${port} now (EADDRINUSE)`),
          advice: expect.stringContaining('login zalo-oa --paste'),
        }),
      ])
    } finally {
      server.close()
    }
  })

  test('says where the keys come from, and never one of them', async () => {
    const { of } = await examined()
    expect(of('keys')[0]?.detail).toBe('OAUTH_TOKENS_KEY gives them.')
    configure({ encryptionKeys: [{ env: 'MY_KEY' }] })
    const own = await examined({ env: { OAUTH_TOKENS_KEY: undefined, MY_KEY: generateKey() } })
    expect(own.of('keys')[0]?.detail).toMatch(/^encryptionKeys in .*config\.json gives them\.$/)
  })

  test('speaks Vietnamese, with the words of --json in English', async () => {
    const { cwd, env } = house
    const { stdout } = await runCommand(['doctor', '--lang', 'vi'], { cwd, env })
    expect(stdout).toMatch(/^ok {7}cấu hình: .*config\.json hợp lệ\.$/m)
    expect(stdout).toMatch(/^ok {7}nhà cung cấp zalo-oa: .* có trả lời; đồng hồ khớp nhau\.$/m)
    const { findings } = JSON.parse((await runCommand(['doctor', '--json', '--lang', 'vi'], house)).stdout)
    expect(findings[0]).toMatchObject({
      area: 'configuration',
      detail: expect.stringMatching(/ is valid\.$/),
    })
  })

  test('a missing key is named, with what cannot be read without it: status 2', async () => {
    await connect(house)
    const { status, of } = await examined({ env: { OAUTH_TOKENS_KEY: generateKey() } })
    expect(status).toBe(2)
    expect(of('keys').filter(({ level }) => level === 'failed')).toEqual([
      expect.objectContaining({
        detail: expect.stringMatching(/^Key \S+ is missing; unreadable without it: 1 connection\.$/),
      }),
    ])
    const unusable = await examined({ env: { OAUTH_TOKENS_KEY: 'planted-key' } })
    expect(unusable).toMatchObject({ status: 2, stdout: expect.not.stringContaining('planted-key') })
  })

  test.skipIf(process.platform === 'win32')(
    'files that others may read are told, with the command that ends it',
    async () => {
      const env = join(house.cwd, '.env')
      writeFileSync(env, 'A=1\n')
      chmodSync(env, 0o644)
      chmodSync(join(house.cwd, 'oauth-tokens.config.json'), 0o640)
      mkdirSync(join(house.cwd, 'store'))
      chmodSync(join(house.cwd, 'store'), 0o755)
      const { status, of } = await examined()
      expect(status).toBe(0)
      expect(of('files').map(({ level, advice }) => [level, advice?.replace(/ \S*\//, ' ')])).toEqual([
        ['warning', 'chmod 0600 oauth-tokens.config.json'],
        ['warning', 'chmod 0600 .env'],
        ['warning', 'chmod 0700 store'],
      ])
    },
  )

  test('a folder that this user may not look into is one finding, and ends no other check', async () => {
    symlinkSync('loop', join(house.cwd, 'loop'))
    const { status, of } = await examined({ env: { OAUTH_TOKENS_STORE: 'file:./loop/store' } })
    expect(status).toBe(7)
    expect(of('files')).toContainEqual(
      expect.objectContaining({
        level: 'warning',
        detail: expect.stringMatching(/cannot be told \(ELOOP\)/),
      }),
    )
    expect(of('provider')).toEqual([expect.objectContaining({ level: 'ok' })])
  })

  test('a store in memory is a warning, one that cannot be opened status 7', async () => {
    const memory = await examined({ env: { OAUTH_TOKENS_STORE: 'memory:' } })
    expect(memory.status).toBe(0)
    expect(memory.bad.map(({ area, level }) => `${area} ${level}`)).toContain('store warning')
    writeFileSync(join(house.cwd, 'store'), 'not a folder')
    const { status, of } = await examined()
    expect(status).toBe(7)
    expect(of('store')).toEqual([expect.objectContaining({ level: 'failed', advice: expect.any(String) })])
    const unknown = await examined({ env: { OAUTH_TOKENS_STORE: 'ftp://planted:password@x' } })
    expect(unknown).toMatchObject({ status: 2, stdout: expect.not.stringContaining('password') })
    expect(unknown.of('store')).toEqual([expect.objectContaining({ level: 'failed' })])
  })

  test('a provider that does not answer is status 6; what else is well is told too', async () => {
    await connect(house)
    await house.sandbox.close()
    const { status, of, stderr } = await examined()
    expect(status).toBe(6)
    expect(of('provider')).toEqual([
      expect.objectContaining({
        level: 'failed',
        detail: expect.stringMatching(/does not answer \(ECONN\w+\)/),
      }),
    ])
    expect(of('connections')).toEqual([expect.objectContaining({ level: 'ok' })])
    expect(JSON.parse(stderr).error.provider).toBe('zalo-oa')
  })

  test('a provider without its secret is status 2, and a gateway is tried where it is', async () => {
    configure({
      providers: [
        { adapter: 'zalo-oa', clientId: '1', clientSecret: { env: 'NOT_SET' } },
        {
          adapter: 'zalo-oa-via-interits',
          apiKey: 'planted-api-key',
          baseUrl: house.sandbox.interitsUrl,
        },
      ],
    })
    const { status, of, stdout } = await examined()
    expect(status).toBe(2)
    expect(of('provider').map(({ provider, level }) => [provider, level])).toEqual([
      ['zalo-oa', 'failed'],
      ['zalo-oa-via-interits', 'ok'],
    ])
    expect(of('provider')[1]?.detail).toContain(new URL(house.sandbox.interitsUrl).origin)
    expect(stdout).not.toContain('planted-api-key')
  })

  test("a clock that is far from the provider's is a warning that says how far", async () => {
    const clock = { ...systemClock, now: () => Date.now() + 600_000 }
    const { status, of } = await examined({ clock })
    expect(status).toBe(0)
    expect(of('provider')[0]).toMatchObject({
      level: 'warning',
      detail: expect.stringMatching(/is (59\d|60\d) s ahead of its own/),
    })
  })

  test('sets that wait in the rescue folder are a warning, a folder that cannot be used status 2', async () => {
    mkdirSync(join(house.cwd, 'rescue'))
    const set = { connection: 'zalo-oa:1', lineage: 'x', generation: 1, issuedAt: 0, tokens: 'x' }
    writeFileSync(join(house.cwd, 'rescue', 'a.x.1.json'), JSON.stringify({ ...set, tokens: '' }))
    const waiting = await examined()
    expect(waiting.of('rescue folder')).toEqual([
      expect.objectContaining({ level: 'warning', detail: expect.stringMatching(/wait for the store: 1\./) }),
    ])
    writeFileSync(join(house.cwd, 'file'), '')
    configure({ rescueDir: './file' })
    const { status, of } = await examined()
    expect(status).toBe(2)
    expect(of('rescue folder')).toEqual([expect.objectContaining({ level: 'failed' })])
    configure({ rescueDir: false })
    expect((await examined()).of('rescue folder')).toEqual([expect.objectContaining({ level: 'warning' })])
  })

  test('a connection that needs its owner is told, with the command for it', async () => {
    const id = await connect(house)
    house.sandbox.zalo.revokeApp(demoApp.appId, id.slice('zalo-oa:'.length))
    expect((await runCommand(['refresh', id], house)).status).toBe(4)
    const { status, of } = await examined()
    expect(status).toBe(0)
    expect(of('connections')).toEqual([
      expect.objectContaining({
        level: 'warning',
        connection: id,
        advice: expect.stringContaining(
          `oauth-tokens login zalo-oa --account ${id.slice('zalo-oa:'.length)}`,
        ),
      }),
    ])
    configure({}, { id: 'other' })
    expect((await examined()).of('connections')).toEqual([
      expect.objectContaining({ connection: id, detail: expect.stringContaining('not configured') }),
    ])
  })

  test('a connection whose owner must consent within a week is told', async () => {
    const id = await connect(house)
    const { refreshExpiresAt } = JSON.parse((await runCommand(['show', id, '--json'], house)).stdout)
    const end = Date.parse(refreshExpiresAt)
    const day = 24 * 60 * 60 * 1000
    const at = (now: number) => examined({ clock: { ...systemClock, now: () => now } })
    expect((await at(end - 8 * day)).of('connections')).toEqual([expect.objectContaining({ level: 'ok' })])
    expect((await at(end - 3 * day)).of('connections')).toEqual([
      expect.objectContaining({ connection: id, detail: 'Its owner must consent again in 3 days.' }),
    ])
  })

  test.skipIf(terminalMissing)(
    'on a terminal a mark stands before each finding, and what to do on a line of its own (skipped without tmux)',
    async () => {
      const { cwd, env } = house
      const options = { cwd, columns: 200, rows: 40 }
      const coloured = await openTerminal(['doctor'], {
        ...options,
        env: { ...env, OAUTH_TOKENS_STOER: '1' },
      })
      const shown = await coloured.sees(/in the store; none is in trouble/)
      expect(shown).toMatch(/^✓ configuration: .* is valid\.$/m)
      expect(shown).toMatch(
        /^! environment: OAUTH_TOKENS_STOER is set.*\n {2}→ Next: Did you mean OAUTH_TOKENS_STORE\?$/m,
      )
      expect(await coloured.status()).toBe(0)
    },
  )
})
