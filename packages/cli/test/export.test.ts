import { execFile } from 'node:child_process'
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { demoZohoClient, startSandbox } from '@oauth-tokens/sandbox'
import { CompactEncrypt, compactDecrypt, decodeProtectedHeader } from 'jose'
import { describe, expect, test } from 'vitest'
import { openInput, runCommand, start, temporaryFolder } from './support/run-command.ts'
import { clockOf, connect, openHouse } from './support/sandbox-house.ts'

const passphrase = 'trời xanh mây trắng'
const env = {
  ZALO_OA_CLIENT_ID: '123',
  ZALO_OA_CLIENT_SECRET: 'secret',
  ZOHO_CLIENT_ID: '1000.A',
  ZOHO_CLIENT_SECRET: 'secret',
  OAUTH_TOKENS_STORE: 'file:./store',
  OAUTH_TOKENS_KEY: 'A'.repeat(43),
}
const withPassphrase = { ...env, OAUTH_TOKENS_PASSPHRASE: passphrase }
const entries = [
  {
    provider: 'zalo-oa',
    account: '1',
    label: 'Cửa hàng "A", tầng 2',
    access_token: 'planted-access',
    refresh_token: 'planted-refresh',
    token_type: 'bearer',
    expires_at: '2026-11-21T10:00:00.017Z',
    refresh_expires_at: '2027-02-18T10:00:00.123Z',
    issued_at: '2026-11-20T09:00:00.001Z',
    scope: '',
    client_id: '123',
  },
  {
    provider: 'zoho',
    account: '20080102001',
    refresh_token: 'planted-reusable',
    access_token: 'planted-other',
    token_type: 'Bearer',
    expires_at: '2026-11-20T10:00:00.000Z',
    issued_at: '2026-11-20T09:00:00.000Z',
    scope: ['ZohoCRM.modules.ALL', 'odd,scope'],
    client_id: '1000.A',
    params: { location: 'eu' },
    assumed: ['expiresAt'],
    raw: { api_domain: 'https://www.zohoapis.eu' },
  },
]
const asLines = (list: object[]) => list.map((one) => `${JSON.stringify(one)}\n`).join('')

async function filled() {
  const cwd = temporaryFolder()
  const { status } = await runCommand(['import'], { cwd, env, stdin: asLines(entries) })
  expect(status).toBe(0)
  return cwd
}

const exportedFrom = async (cwd: string) =>
  (await runCommand(['export', '--plain'], { cwd, env })).stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line))

describe('export --plain', () => {
  test('writes the lines that import reads, with everything a connection needs', async () => {
    const cwd = await filled()
    expect(await exportedFrom(cwd)).toEqual(entries)
    const one = await runCommand(['export', 'zalo-oa:1', '--plain'], { cwd, env })
    expect(JSON.parse(one.stdout)).toMatchObject({ account: '1' })
    const json = await runCommand(['export', '--plain', '--json'], { cwd, env })
    expect(JSON.parse(json.stdout)).toHaveLength(2)
  })

  test('changes nothing here, and warns of refresh tokens that work once', async () => {
    const cwd = await filled()
    const before = await runCommand(['list', '--json'], { cwd, env })
    const { stderr, status } = await runCommand(['export', '--plain'], { cwd, env })
    expect(status).toBe(0)
    expect(stderr).toMatch(/warning: Refresh tokens of zalo-oa work once.*--forget/)
    expect(await runCommand(['list', '--json'], { cwd, env })).toEqual(before)
    const reusable = await runCommand(['export', '--plain', 'zoho:20080102001'], { cwd, env })
    expect(reusable.stderr).toBe('')
  })

  test('is silent when its reader goes away', async () => {
    const cwd = temporaryFolder()
    const many = Array.from({ length: 400 }, (_, n) => ({
      ...entries[1],
      account: `${n}`,
      refresh_token: `r${n}`,
      raw: { filler: 'x'.repeat(1000) },
    }))
    await runCommand(['import'], { cwd, env, stdin: asLines(many) })
    const bin = join(import.meta.dirname, '../bin/oauth-tokens.js')
    const line = `'${process.execPath}' '${bin}' export --plain | head -1; echo "status \${PIPESTATUS[0]}"`
    const { stdout, stderr } = await promisify(execFile)('bash', ['-c', line], {
      cwd,
      env: { PATH: process.env.PATH, HOME: cwd, ...env },
    })
    expect(stdout).toMatch(/^\{.*"account":"0".*\}\nstatus 0\n$/)
    expect(stderr).toBe('')
  })
})

describe('an encrypted export', () => {
  test('is a JWE that any JOSE library opens with the passphrase', async () => {
    const cwd = await filled()
    const { stdout, status } = await runCommand(['export'], { cwd, env: withPassphrase })
    expect(status).toBe(0)
    expect(stdout).not.toContain('planted')
    expect(decodeProtectedHeader(stdout.trim())).toMatchObject({
      alg: 'PBES2-HS512+A256KW',
      enc: 'A256GCM',
      p2c: 600_000,
    })
    const { plaintext } = await compactDecrypt(stdout.trim(), Buffer.from(passphrase.normalize('NFC')), {
      keyManagementAlgorithms: ['PBES2-HS512+A256KW'],
      maxPBES2Count: 600_000,
    })
    expect(Buffer.from(plaintext).toString()).toBe(asLines(await exportedFrom(cwd)))
  })

  test('comes back whole in another store, under another key', async () => {
    const cwd = await filled()
    const { stdout } = await runCommand(['export'], { cwd, env: withPassphrase })
    const there = temporaryFolder()
    const other = { ...withPassphrase, OAUTH_TOKENS_KEY: 'B'.repeat(43) }
    // Broken into lines, as mail programs do; the passphrase as other keyboards type it.
    writeFileSync(join(there, 'mailed'), stdout.replace(/(.{76})/g, '$1\r\n'))
    const typed = { ...other, OAUTH_TOKENS_PASSPHRASE: passphrase.normalize('NFD') }
    const imported = await runCommand(['import', 'mailed'], { cwd: there, env: typed })
    expect(imported).toMatchObject({ status: 0, stdout: 'zalo-oa:1\nzoho:20080102001\n' })
    const again = await runCommand(['export', '--plain'], { cwd: there, env: other })
    expect(again.stdout).toBe(asLines(await exportedFrom(cwd)))
  })

  test('is written to a new file for this user only, whole or not at all', async () => {
    const cwd = await filled()
    writeFileSync(join(cwd, 'passphrase'), `${passphrase}\r\nnothing of it\n`)
    const argv = ['export', '--output', 'moving.jwe', '--passphrase-file', 'passphrase']
    const { status, stdout } = await runCommand(argv, { cwd, env })
    expect({ status, stdout }).toEqual({ status: 0, stdout: 'zalo-oa:1\nzoho:20080102001\n' })
    expect(statSync(join(cwd, 'moving.jwe')).mode & 0o777).toBe(0o600)
    const content = readFileSync(join(cwd, 'moving.jwe'), 'utf8')
    const twice = await runCommand(argv, { cwd, env })
    expect(twice).toMatchObject({ status: 2, stderr: expect.stringContaining('exists already') })
    expect(readFileSync(join(cwd, 'moving.jwe'), 'utf8')).toBe(content)
    expect(readdirSync(cwd).filter((name) => name.includes('moving'))).toEqual(['moving.jwe'])
    const stdin = `${passphrase}\n`
    const back = await runCommand(['import', 'moving.jwe', '--passphrase-file', '-', '--dry-run'], {
      cwd,
      env,
      stdin,
    })
    expect(back.status).toBe(0)
  })

  test('does not write over a file that came while the passphrase was asked for', async () => {
    const cwd = await filled()
    const stdin = openInput()
    const argv = ['export', '--output', 'moving.jwe', '--passphrase-file', '-']
    const exporting = start(argv, { cwd, env, stdin })
    await expect.poll(() => stdin.listenerCount('readable')).toBeGreaterThan(0)
    writeFileSync(join(cwd, 'moving.jwe'), 'all that is left')
    stdin.end(`${passphrase}\n`)
    expect(await exporting.finished).toMatchObject({
      status: 2,
      stderr: expect.stringContaining('exists already'),
    })
    expect(readFileSync(join(cwd, 'moving.jwe'), 'utf8')).toBe('all that is left')
    expect(readdirSync(cwd).filter((name) => name.includes('moving'))).toEqual(['moving.jwe'])
  })

  const refused: [
    what: string,
    argv: string[],
    surroundings: { env?: Record<string, string>; stdin?: string },
    message: RegExp,
  ][] = [
    ['without a passphrase', [], {}, /no terminal to ask.*--passphrase-file.*OAUTH_TOKENS_PASSPHRASE/],
    [
      'with a short one',
      [],
      { env: { OAUTH_TOKENS_PASSPHRASE: 'eleven char' } },
      /11 characters: expected at least 12/,
    ],
    ['with an empty one', ['--passphrase-file', '-'], { stdin: '\n' }, /stdin has no passphrase/],
    ['with one that is missing', ['--passphrase-file', 'none'], {}, /There is no file none: check its name/],
    ['both plain and with one', ['--plain', '--passphrase-file', 'f'], {}, /do not go together/],
    ['that forgets what went into a pipe', ['--plain', '--forget'], {}, /--forget needs --output/],
    [
      'to a folder that is not there',
      ['--plain', '--output', 'no/such'],
      {},
      /cannot be written \(ENOENT\): there is no such folder/,
    ],
    ['of a connection that is not there', ['zalo-oa:9', '--plain'], {}, /no connection zalo-oa:9/],
  ]
  test.each(refused)('is refused %s', async (_what, argv, { env: more, stdin = '' }, message) => {
    const cwd = await filled()
    const result = await runCommand(['export', ...argv], { cwd, env: { ...env, ...more }, stdin })
    expect(result).toMatchObject({ stdout: '', stderr: expect.stringMatching(message) })
    expect(result.status).toBeGreaterThan(1)
  })

  test('an empty store has nothing to export', async () => {
    const result = await runCommand(['export', '--plain'], { env })
    expect(result).toMatchObject({ status: 2, stdout: '' })
  })
})

describe('reading an encrypted export', () => {
  const seal = (header: object, p2c: number, text = asLines(entries)) =>
    new CompactEncrypt(Buffer.from(text))
      .setProtectedHeader({ alg: 'PBES2-HS512+A256KW', enc: 'A256GCM', ...header })
      .setKeyManagementParameters({ p2c })
      .encrypt(Buffer.from(passphrase))
  const read = (stdin: string, secret = passphrase) =>
    runCommand(['import', '--dry-run'], { env: { ...env, OAUTH_TOKENS_PASSPHRASE: secret }, stdin })

  test('says when the passphrase is wrong, or a byte of the file', async () => {
    const sealed = await seal({}, 1000)
    expect((await read(sealed)).status).toBe(0)
    const wrong = await read(sealed, 'another passphrase')
    expect(wrong).toMatchObject({ status: 2, stderr: expect.stringContaining('passphrase is wrong') })
    const damaged = await read(sealed.replace(/.{8}$/, 'AAAAAAAA'))
    expect(damaged).toMatchObject({
      status: 2,
      stderr: expect.stringMatching(/wrong, or the file is damaged/),
    })
  })

  const withHeader = async (change: object) => {
    const [header = '', ...rest] = (await seal({}, 1000)).split('.')
    const changed = { ...JSON.parse(Buffer.from(header, 'base64url').toString()), ...change }
    return [Buffer.from(JSON.stringify(changed)).toString('base64url'), ...rest].join('.')
  }
  test.each([
    ['more rounds than it may ask for', { p2c: 2_000_001 }, /number of rounds/],
    ['rounds without end', { p2c: 1e300 }, /number of rounds/],
    ['no rounds', { p2c: 0 }, /number of rounds/],
    ['fewer than none', { p2c: -1 }, /number of rounds/],
    ['rounds in words', { p2c: '1000' }, /number of rounds/],
    ['another algorithm', { alg: 'dir' }, /not as .oauth-tokens export. does it/],
    ['another cipher', { enc: 'A128CBC-HS256' }, /not as .oauth-tokens export. does it/],
    ['compression', { zip: 'DEF' }, /not as|damaged/],
    ['an extension', { crit: ['x'], x: 1 }, /not as|damaged/],
    ['no salt', { p2s: '' }, /not as|damaged/],
  ])('refuses %s before it works for it', async (_what, change, message) => {
    const result = await read(await withHeader(change))
    expect(result).toMatchObject({ status: 2, stdout: '', stderr: expect.stringMatching(message) })
  })

  test('what is inside is checked like any other input', async () => {
    const result = await read(await seal({}, 1000, '{"provider":"zalo-oa"}\n{}\n'))
    expect(result).toMatchObject({ status: 2, stderr: expect.stringContaining('line 1: it has neither') })
    expect((await read(await seal({}, 1000, 'REFRESH_TOKEN=r'))).stderr).toContain('not JSON')
  })

  test('passphrase and tokens cannot both be on stdin', async () => {
    const both = await runCommand(['import', '--passphrase-file', '-'], { env, stdin: await seal({}, 1000) })
    expect(both).toMatchObject({ status: 2, stderr: expect.stringContaining('both come from stdin') })
  })
})

describe('export --forget', () => {
  test('moves a connection that works once: refreshed there, gone here', async () => {
    const house = await openHouse()
    const here = {
      ...house,
      clock: clockOf(house),
      env: { ...house.env, OAUTH_TOKENS_PASSPHRASE: passphrase },
    }
    const id = await connect(house)
    const moved = await runCommand(['export', id, '--forget', '--output', 'moving.jwe', '--json'], here)
    expect(moved.status).toBe(0)
    expect(JSON.parse(moved.stdout)).toEqual({
      file: join(house.cwd, 'moving.jwe'),
      exported: [id],
      forgotten: [id],
      failed: [],
    })
    expect(moved.stderr).not.toMatch(/work once/)
    expect((await runCommand(['token', id], here)).status).toBe(3)
    const there = { ...here, cwd: temporaryFolder() }
    const argv = ['import', join(house.cwd, 'moving.jwe'), '--check']
    expect(await runCommand(argv, there)).toMatchObject({ status: 0, stdout: `${id}\n` })
    expect((await runCommand(['refresh', id], there)).status).toBe(0)
    // And back again.
    expect((await runCommand(['export', '--forget', '--output', 'back.jwe'], there)).status).toBe(0)
    expect((await runCommand(['import', join(there.cwd, 'back.jwe')], here)).status).toBe(0)
    expect((await runCommand(['refresh', id], here)).status).toBe(0)
    await house.close()
  })

  test('forgets nothing when the file cannot be written', async () => {
    const cwd = await filled()
    const argv = ['export', '--plain', '--forget', '--output', 'gone/moving']
    expect((await runCommand(argv, { cwd, env })).status).toBe(2)
    expect(existsSync(join(cwd, 'gone'))).toBe(false)
    expect(await exportedFrom(cwd)).toHaveLength(2)
  })

  test('a copy that was refreshed elsewhere first ends this one, which is why there is a warning', async () => {
    const house = await openHouse()
    const here = { ...house, clock: clockOf(house) }
    const id = await connect(house)
    const { stdout } = await runCommand(['export', '--plain'], here)
    const there = { ...here, cwd: temporaryFolder() }
    expect((await runCommand(['import'], { ...there, stdin: stdout })).status).toBe(0)
    expect((await runCommand(['refresh', id], there)).status).toBe(0)
    expect((await runCommand(['refresh', id], here)).status).toBe(4)
    await house.close()
  })
})

test('what was revoked is left out of all, and refused by name', async () => {
  const cwd = temporaryFolder()
  const sandbox = await startSandbox({ zoho: {} })
  const { clientId, clientSecret } = demoZohoClient
  const zoho = { ZOHO_CLIENT_ID: clientId, ZOHO_CLIENT_SECRET: clientSecret, ZOHO_BASE_URL: sandbox.zohoUrl }
  const here = { cwd, env: { ...env, ...zoho } }
  const { accessToken, refreshToken } = sandbox.zoho.mint()
  const own = { provider: 'zoho', account: '1', access_token: accessToken, refresh_token: refreshToken }
  await runCommand(['import'], { ...here, stdin: asLines([own, ...entries.slice(0, 1)]) })
  expect((await runCommand(['revoke', 'zoho:1'], here)).status).toBe(0)
  const all = await runCommand(['export', '--plain'], here)
  expect(all.status).toBe(0)
  expect(all.stdout.trim().split('\n')).toHaveLength(1)
  expect(all.stderr).toMatch(/zoho:1 is left out: it is revoked/)
  const named = await runCommand(['export', '--plain', 'zoho:1'], here)
  expect(named).toMatchObject({ status: 2, stdout: '', stderr: expect.stringContaining('no tokens here') })
  await sandbox.close()
})

test('one that cannot be exported stops no other: the first failure decides the status', async () => {
  const cwd = await filled()
  const mixed = await runCommand(['export', '--plain', 'zalo-oa:1', 'zalo-oa:9', 'x'], { cwd, env })
  expect(mixed.status).toBe(3)
  expect(mixed.stdout.trim().split('\n')).toHaveLength(1)
  expect(mixed.stderr).toMatch(/x: .*not a connection id[\s\S]*no connection zalo-oa:9/)
})
