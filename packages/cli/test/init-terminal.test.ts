import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseEnv } from 'node:util'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { runCommand, temporaryFolder } from './support/run-command.ts'
import { consent, openHouse, type SandboxHouse } from './support/sandbox-house.ts'
import { openTerminal, type Terminal, terminalMissing } from './support/terminal.ts'

let house: SandboxHouse
let cwd: string
beforeEach(async () => {
  house = await openHouse()
  cwd = temporaryFolder()
})
afterEach(() => house.close())

const files = () => readdirSync(cwd).sort()
const dotenv = () => parseEnv(readFileSync(join(cwd, '.env'), 'utf8'))

/** Empties the line, which holds a proposal. */
async function instead(terminal: Terminal, text: string): Promise<void> {
  await terminal.presses('C-u')
  await terminal.types(text)
}

async function chooseZaloOa(env: Record<string, string> = {}): Promise<Terminal> {
  const terminal = await openTerminal(['init'], { cwd, env, rows: 45 })
  await terminal.sees(/Which providers\?.*Zalo Official Account \(zalo-oa\)/s)
  await terminal.presses('Space', 'Enter')
  await terminal.sees(/◆ {2}App id/)
  return terminal
}

describe.skipIf(terminalMissing)('init in a terminal (skipped without tmux)', () => {
  test('leads somebody who has never seen it to a token', async () => {
    const { ZALO_OA_CLIENT_ID = '', ZALO_OA_CLIENT_SECRET = '', ZALO_OA_REDIRECT_URI = '' } = house.env
    const terminal = await chooseZaloOa({ ZALO_OA_BASE_URL: house.env.ZALO_OA_BASE_URL ?? '' })
    expect(await terminal.screen()).toMatch(
      /developers\.zalo\.me.*Thiết lập chung: save http:\/\/127\.0\.0\.1:8910\/callback/s,
    )
    await terminal.types('no number')
    await terminal.presses('Enter')
    await terminal.sees(/Expected digits only\./)
    await instead(terminal, ZALO_OA_CLIENT_ID)
    await terminal.presses('Enter')
    await terminal.sees(/◆ {2}Secret key/)
    await terminal.types(ZALO_OA_CLIENT_SECRET)
    expect(await terminal.sees(/▪{8}/)).not.toContain(ZALO_OA_CLIENT_SECRET)
    await terminal.presses('Enter')
    await terminal.sees(/◆ {2}Redirect URI.*127\.0\.0\.1:8910\/callback/s)
    await instead(terminal, ZALO_OA_REDIRECT_URI)
    await terminal.presses('Enter')
    await terminal.sees(/◆ {2}Where to keep the tokens/)
    await terminal.presses('Enter')
    await terminal.sees(/◆ {2}Where to keep the key/)
    expect(files()).toEqual([])
    await terminal.presses('Enter')
    const shown = await terminal.sees(/Next: oauth-tokens login zalo-oa/)
    expect(shown).toMatch(/written: \.env\nwritten: oauth-tokens\.config\.mjs/)
    expect(await terminal.status()).toBe(0)

    expect(files()).toEqual(['.env', 'oauth-tokens.config.mjs'])
    expect(statSync(join(cwd, '.env')).mode & 0o777).toBe(0o600)
    const link = (await runCommand(['url', 'zalo-oa'], { cwd })).stdout.trim()
    const id = (await runCommand(['callback', await consent(link)], { cwd })).stdout.trim()
    const doctor = await runCommand(['doctor'], { cwd })
    expect(doctor.stdout).not.toMatch(/^(warning|failed)/m)
    expect((await runCommand(['token', id], { cwd })).stdout).toMatch(/^\S{20,}\n$/)
  })

  test('Ctrl-C ends it at any question with status 130, and nothing is written', async () => {
    const terminal = await chooseZaloOa()
    await terminal.types('12345')
    await terminal.presses('Enter')
    await terminal.sees(/◆ {2}Secret key/)
    await terminal.presses('C-c')
    expect(await terminal.status()).toBe(130)
    expect(await terminal.screen()).not.toContain('oauth-tokens:')
    expect(files()).toEqual([])
  })

  test('Enter alone chooses nothing, and the way to choose is told again', async () => {
    const terminal = await openTerminal(['init'], { cwd })
    await terminal.sees(/Which providers\?/)
    await terminal.presses('Enter')
    await terminal.sees(/None is chosen yet: the space bar chooses/)
    await terminal.presses('C-c')
    expect(await terminal.status()).toBe(130)
  })

  test('a second run keeps what is there: Enter keeps a secret, another one is asked about first', async () => {
    writeFileSync(join(cwd, '.env'), '# mine\nZALO_OA_CLIENT_SECRET=old\nOTHER=1\n', { mode: 0o600 })
    const config = { providers: [{ adapter: 'zalo', clientId: '1', clientSecret: 's' }] }
    writeFileSync(join(cwd, 'oauth-tokens.config.json'), JSON.stringify(config))
    const first = await chooseZaloOa()
    expect(await first.screen()).toContain('oauth-tokens.config.json is there: providers are added')
    await first.types('12345')
    await first.presses('Enter')
    await first.sees(/◆ {2}Secret key.*\(Enter keeps ZALO_OA_CLIENT_SECRET as it is\)/s)
    await first.types('new')
    await first.presses('Enter')
    await first.sees(/◆ {2}Redirect URI/)
    await first.presses('Enter')
    await first.sees(/ZALO_OA_CLIENT_SECRET has another value in \.env\. Replace it\?/)
    // "No" is proposed.
    await first.presses('Enter')
    await first.sees(/changed: oauth-tokens\.config\.json/)
    expect(await first.status()).toBe(0)
    expect(readFileSync(join(cwd, '.env'), 'utf8')).toBe('# mine\nZALO_OA_CLIENT_SECRET=old\nOTHER=1\n')
    const changed = JSON.parse(readFileSync(join(cwd, 'oauth-tokens.config.json'), 'utf8'))
    expect(changed.providers.map(({ adapter }: { adapter: string }) => adapter)).toEqual(['zalo-oa', 'zalo'])

    const second = await openTerminal(['init', '--provider', 'zalo-oa', '--set', 'clientId=7'], { cwd })
    await second.sees(/A name for it.*zalo-oa-2/s)
    await second.presses('Enter')
    await second.sees(/◆ {2}Secret key/)
    await second.types('s2')
    await second.presses('Enter')
    await second.sees(/◆ {2}Redirect URI/)
    await second.presses('Enter')
    await second.sees(/Next: oauth-tokens login zalo-oa-2/)
    expect(dotenv()).toEqual({ ZALO_OA_CLIENT_SECRET: 'old', OTHER: '1', ZALO_OA_2_CLIENT_SECRET: 's2' })
  })

  test('what the adapter refuses is said, and asked again with the old answers', async () => {
    const argv = ['init', '--provider', 'oauth2', '--set', 'id=acme', '--yes']
    const env = { ACME_CLIENT_ID: 'app', ACME_ISSUER: 'http://id.acme.example' }
    expect(await runCommand(argv, { cwd, env })).toMatchObject({ status: 2 })
    const terminal = await openTerminal(argv.slice(0, -1), { cwd, env, rows: 45 })
    await terminal.sees(/◆ {2}Issuer.*http:\/\/id\.acme\.example/s)
    for (const next of [/◆ {2}Client id/, /◆ {2}Client secret/, /◆ {2}Redirect URI/, /◆ {2}Scopes/]) {
      await terminal.presses('Enter')
      await terminal.sees(next)
    }
    await terminal.presses('Enter')
    await terminal.sees(/https.*◆ {2}Issuer.*http:\/\/id\.acme\.example/s)
    await terminal.presses('C-c')
    expect(await terminal.status()).toBe(130)
    expect(files()).toEqual([])
  })

  test('--yes asks nothing there either', async () => {
    const terminal = await openTerminal(['init', '--yes', '--provider', 'sandbox'], { cwd })
    await terminal.sees(/sandbox --port 8911.*Next: oauth-tokens login zalo-oa/s)
    expect(await terminal.status()).toBe(0)
  })

  test('speaks Vietnamese from the first question to the comments of the configuration', async () => {
    const terminal = await openTerminal(['init'], { cwd, env: { OAUTH_TOKENS_LANG: 'vi' }, rows: 45 })
    await terminal.sees(/Dùng nhà cung cấp nào\?.*Sandbox, dùng thử không cần tài khoản/s)
    await terminal.presses('Up', 'Space', 'Enter')
    await terminal.sees(/◆ {2}Giữ token ở đâu/)
    await terminal.presses('Enter')
    await terminal.sees(/◆ {2}Giữ khóa mã hóa token ở đâu/)
    await terminal.presses('Enter')
    const shown = await terminal.sees(/Tiếp theo: oauth-tokens login zalo-oa/)
    expect(shown).toMatch(/đã ghi: \.env/)
    expect(shown).not.toMatch(/written|Next|Yes|navigate/)
    expect(readFileSync(join(cwd, 'oauth-tokens.config.mjs'), 'utf8')).toContain(
      '// Giả lập trên máy này: chạy bằng `oauth-tokens sandbox --port 8911`.',
    )
  })
})
