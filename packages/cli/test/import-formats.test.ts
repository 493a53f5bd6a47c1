import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { fileURLToPath } from 'node:url'
import { systemClock } from '@oauth-tokens/core'
import { demoZohoClient, startSandbox } from '@oauth-tokens/sandbox'
import { describe, expect, test } from 'vitest'
import { runCommand, start, temporaryFolder } from './support/run-command.ts'

const fixture = (name: string) => fileURLToPath(new URL(`./fixtures/${name}`, import.meta.url))
const env = {
  ZALO_OA_CLIENT_ID: '123',
  ZALO_OA_CLIENT_SECRET: 'secret',
  ZOHO_CLIENT_ID: '1000.SANDBOXCLIENT',
  ZOHO_CLIENT_SECRET: 'secret',
  OAUTH_TOKENS_STORE: 'file:./store',
  OAUTH_TOKENS_KEY: 'A'.repeat(43),
}

/** Before the expiries in the fixtures, which are of those days. */
const clock = { ...systemClock, now: () => Date.UTC(2026, 10, 18) }

/** Imports, and reads back everything that was stored. */
async function imported(argv: readonly string[], stdin: string | Readable = '') {
  const cwd = temporaryFolder()
  const result = await runCommand(['import', ...argv], { cwd, env, stdin, clock })
  expect(result).toMatchObject({ status: 0 })
  const { stdout } = await runCommand(['export', '--plain'], { cwd, env, clock })
  return {
    ...result,
    stored: stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line)),
  }
}

describe('import of variables', () => {
  const zaloOa = { provider: 'zalo-oa', access_token: 'a1', refresh_token: 'r1' }

  test('takes tokens by the names that people give them, with the provider in the prefix', async () => {
    const lines = [
      '# the OA of the shop',
      'export ZALO_OA_ACCESS_TOKEN=a1',
      "ZALO_OA_REFRESH_TOKEN='r1'",
      'ZALO_OA_EXPIRES_AT=2030-01-01T00:00:00Z',
      'ZALO_OA_REFRESH_TOKEN_EXPIRES_AT=1900000000',
      'ZALO_OA_ID=579745863508352884',
      'ZALO_OA_CLIENT_ID=123',
      'ZALO_OA_LABEL="Cửa hàng"',
      'OTHER=1',
    ]
    const { stored, stdout } = await imported([], lines.join('\r\n'))
    expect(stdout).toBe('zalo-oa:579745863508352884\n')
    expect(stored).toMatchObject([
      {
        ...zaloOa,
        expires_at: '2030-01-01T00:00:00.000Z',
        refresh_expires_at: new Date(1_900_000_000_000).toISOString(),
        label: 'Cửa hàng',
      },
    ])
  })

  test.each([
    ['no prefix', 'ACCESS_TOKEN=a1\nREFRESH_TOKEN=r1\nEXPIRES_IN=90000\n'],
    ['small letters', 'access_token=a1\nrefresh_token=r1\n'],
    ['the prefix of a shop', 'ZALO_OA_SHOP_ACCESS_TOKEN=a1\nZALO_OA_SHOP_REFRESH_TOKEN=r1'],
    ['a prefix that means nothing', 'SHOP_ACCESS_TOKEN=a1\nSHOP_REFRESH_TOKEN=r1'],
  ])('takes %s where the flags say whose they are', async (_what, text) => {
    const { stored } = await imported(['--provider', 'zalo-oa', '--account', '7'], text)
    expect(stored).toMatchObject([zaloOa])
  })

  test('understands EXPIRES as a lifetime or a time, by its size', async () => {
    const whose = ['--provider', 'zalo-oa', '--account', '7', '--issued-at', '2026-01-01T00:00:00Z']
    const seconds = await imported(whose, 'ACCESS_TOKEN=a\nEXPIRES=90000')
    expect(seconds.stored[0].expires_at).toBe('2026-01-02T01:00:00.000Z')
    for (const at of ['1893456000', '1893456000000', '2030-01-01T00:00:00Z']) {
      const { stored } = await imported(whose, `ACCESS_TOKEN=a\nACCESS_TOKEN_EXPIRES=${at}`)
      expect(stored[0].expires_at).toBe('2030-01-01T00:00:00.000Z')
    }
  })

  test('takes several prefixes at once; --provider picks among them and says what it leaves out', async () => {
    const text = 'ZALO_OA_REFRESH_TOKEN=r1\nZALO_OA_OA_ID=1\nZOHO_REFRESH_TOKEN=r2\nZOHO_ACCOUNT=2\n'
    expect((await imported([], text)).stdout).toBe('zalo-oa:1\nzoho:2\n')
    const picked = await imported(['--provider', 'zoho'], text)
    expect(picked.stdout).toBe('zoho:2\n')
    expect(picked.stderr).toMatch(/ZALO_OA_….*left out/)
  })

  test('says which names there are when none is understood, and never a value', async () => {
    const stdin = 'ZALO_TOKEN=planted-secret\nSECRET=planted-secret\n'
    const { status, stderr } = await runCommand(['import'], { env, stdin })
    expect(status).toBe(2)
    expect(stderr).toMatch(/ends in ACCESS_TOKEN or REFRESH_TOKEN.*it has SECRET, ZALO_TOKEN/)
    expect(stderr).not.toContain('planted')
  })

  test('a token answer in a form is not taken for a variable', async () => {
    const form = 'access_token=a1&refresh_token=r1&expires_in=90000&scope=x&token_type=bearer'
    const { stored } = await imported(['--provider', 'zalo-oa', '--account', '7'], form)
    expect(stored).toMatchObject([{ ...zaloOa, token_type: 'bearer' }])
  })
})

describe('import of the Zoho SDKs’ store', () => {
  test.each([
    ['zoho-sdk-typescript.csv', 'minh"M"@shop.example', 2, 'https://www.zohoapis.eu'],
    ['zoho-sdk-node.csv', 'hoa@shop.example', 3, 'https://www.zohoapis.in'],
  ])(
    'takes every user of %s, as the SDK wrote it, in the right data centre',
    async (name, user, n, domain) => {
      const { stored, stdout } = await imported([fixture(name)])
      expect(stdout).toBe(`zoho:lan@shop.example\nzoho:${user}\n`)
      expect(stored.find(({ account }) => account === user)).toEqual({
        provider: 'zoho',
        account: user,
        label: user,
        access_token: `1000.access${n}`,
        refresh_token: `1000.refresh${n}`,
        token_type: 'bearer',
        expires_at: new Date(1_795_000_000_000 + n).toISOString(),
        issued_at: '2026-11-18T00:00:00.000Z',
        scope: 'AaaServer.profile.READ',
        client_id: '1000.SANDBOXCLIENT',
        params: { api_domain: domain },
        raw: { api_domain: domain },
      })
      expect(JSON.stringify(stored)).not.toContain('planted-client-secret')
    },
  )

  const header =
    'id,user_name,client_id,client_secret,refresh_token,access_token,grant_token,expiry_time,redirect_url'

  test('takes quoted fields, a byte order mark, and the store of an older SDK', async () => {
    const text = `\uFEFF${header}\r\n1,"lan@shop.example","1000.SANDBOXCLIENT",s,"r1","a1",,1795000000001,\r\n`
    expect((await imported([], text)).stored).toMatchObject([
      { account: 'lan@shop.example', access_token: 'a1' },
    ])
  })

  test.each([
    [
      'a user with too many columns',
      `${header}\n1,Lan, Hoa,c,s,r,a,,1,\n`,
      /line 2: it has another number of columns/,
    ],
    [
      'a grant token only',
      `${header}\n1,lan,1000.SANDBOXCLIENT,s,,,planted,,\n`,
      /line 2: it has a grant token only/,
    ],
    ['nobody', `${header}\n`, /a header and no users/],
    [
      'a silly time',
      `${header}\n1,lan,1000.SANDBOXCLIENT,s,r,planted,,soon,\n`,
      /line 2: expiry_time is not a time/,
    ],
    ['another client', `${header}\n1,lan,1000.OTHER,s,r,planted,,,\n`, /client id 1000\.OTHER/],
    ['a user without a name', `${header}\n1,,1000.SANDBOXCLIENT,s,r,planted,,,\n`, /line 2.*add --account/],
  ])('refuses %s, and names the line', async (_what, stdin, message) => {
    const result = await runCommand(['import'], { env, stdin })
    expect(result).toMatchObject({ status: 2, stdout: '', stderr: expect.stringMatching(message) })
    expect(result.stderr).not.toContain('planted')
  })

  test('with --check the provider tells the account, and the connection is refreshed where it lives', async () => {
    const sandbox = await startSandbox({ zoho: {} })
    const cwd = temporaryFolder()
    const zoho = { ...env, ZOHO_CLIENT_ID: demoZohoClient.clientId, ZOHO_BASE_URL: sandbox.zohoUrl }
    const tokens = sandbox.zoho.mint({ scope: 'AaaServer.profile.READ' })
    const row = [
      '1',
      'lan@shop.example',
      demoZohoClient.clientId,
      's',
      tokens.refreshToken,
      tokens.accessToken,
      '',
      '1',
      '',
      '',
    ]
    const stdin = `${header},api_domain\n${row.join()}\n`
    const secret = demoZohoClient.clientSecret
    const surroundings = { cwd, env: { ...zoho, ZOHO_CLIENT_SECRET: secret }, stdin }
    const { stdout, status } = await runCommand(['import', '--check'], surroundings)
    expect(status).toBe(0)
    expect(stdout).toMatch(/^zoho:\d+\n$/)
    expect((await runCommand(['refresh', stdout.trim()], surroundings)).status).toBe(0)
    await sandbox.close()
  })
})

describe('import of other programs’ JSON', () => {
  test('takes a connection of Nango with its place, scopes and label', async () => {
    const { stored } = await imported([fixture('nango-connection.json'), '--account', '20080102001'])
    expect(stored).toMatchObject([
      {
        provider: 'zoho',
        account: '20080102001',
        label: 'Lan',
        access_token: '1000.nango-access',
        refresh_token: '1000.nango-refresh',
        expires_at: '2026-11-20T11:00:00.000Z',
        scope: 'ZohoCRM.modules.ALL AaaServer.profile.READ',
        params: { api_domain: 'https://www.zohoapis.eu', location: 'eu' },
      },
    ])
  })

  test('without a flag, a connection of Nango keeps its name from there', async () => {
    const { stdout } = await imported([fixture('nango-connection.json')])
    expect(stdout).toBe('zoho:fa4e5b1c-7c2a-4f5b-9b0e-2f6f0d0b5e11\n')
  })

  test.each([
    ['API_KEY', { type: 'API_KEY', apiKey: 'planted' }, /of type API_KEY/],
    ['the app’s own grant', { type: 'OAUTH2_CC', token: 'planted' }, /OAUTH2_CC.*login PROVIDER --account/],
    ['no credentials', undefined, /a list of connections leaves them out/],
    ['empty ones', { type: 'OAUTH2', raw: {} }, /neither access_token nor refresh_token/],
  ])('refuses a connection of Nango with %s', async (_what, credentials, message) => {
    const stdin = JSON.stringify({ connection_id: 'c', provider_config_key: 'zoho', credentials })
    const { status, stderr } = await runCommand(['import'], { env, stdin })
    expect(status).toBe(2)
    expect(stderr).toMatch(message)
    expect(stderr).not.toContain('planted')
  })

  test('takes the token of simple-oauth2, also inside the object that held it', async () => {
    const text = readFileSync(fixture('simple-oauth2.json'), 'utf8')
    for (const stdin of [text, `{"token":${text}}`]) {
      const { stored } = await imported(['--provider', 'zalo-oa', '--account', '7'], stdin)
      expect(stored).toMatchObject([
        { access_token: 'simple-access', expires_at: '2026-11-20T11:00:00.123Z', scope: 'read write' },
      ])
    }
  })

  test('what a Zoho token endpoint says of the place is kept', async () => {
    const stdin =
      '{"access_token":"a","refresh_token":"r","api_domain":"https://www.zohoapis.jp","expires_in":3600}'
    const { stored } = await imported(['--provider', 'zoho', '--account', '7'], stdin)
    expect(stored[0].params).toEqual({ api_domain: 'https://www.zohoapis.jp' })
    const forged = stdin.replace('www.zohoapis.jp', 'evil.example')
    const refused = await runCommand(['import', '--provider', 'zoho', '--account', '7'], {
      env,
      stdin: forged,
    })
    expect(refused).toMatchObject({ status: 2, stderr: expect.stringContaining('data centre') })
  })
})

describe('hostile input', () => {
  const entry = { provider: 'zalo-oa', account: '1', access_token: 'a' }
  const whole = JSON.stringify(entry)

  test.each([
    ['UTF-8 with a byte order mark', Buffer.from(`\uFEFF${whole}`)],
    ['UTF-16, little end first', Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(whole, 'utf16le')])],
    [
      'UTF-16, big end first',
      Buffer.concat([Buffer.from([0xfe, 0xff]), Buffer.from(whole, 'utf16le').swap16()]),
    ],
  ])('is read as %s', async (_what, bytes) => {
    expect((await imported([], Readable.from([bytes]))).stored).toMatchObject([entry])
  })

  test('is refused as UTF-16 without a mark, and as anything else that is no text', async () => {
    for (const bytes of [Buffer.from(whole, 'utf16le'), Buffer.from([0x7b, 0xff, 0xc0])]) {
      const { status, stderr } = await runCommand(['import'], { env, stdin: Readable.from([bytes]) })
      expect(status).toBe(2)
      expect(stderr).toMatch(/not text \(UTF-8/)
    }
  })

  test('is not read on past the largest size', async () => {
    let sent = 0
    const endless = Readable.from(
      (function* () {
        for (;;) {
          sent += 1
          yield Buffer.alloc(1024 ** 2, ' ')
        }
      })(),
    )
    const { status, stderr } = await runCommand(['import'], { env, stdin: endless })
    expect(status).toBe(2)
    expect(stderr).toMatch(/larger than 64 MiB/)
    expect(sent).toBeLessThan(80)
  })

  test('nested a million deep is refused, wherever it stands', async () => {
    const deep = '['.repeat(1_000_000) + ']'.repeat(1_000_000)
    const inside = (name: string) => `${whole.slice(0, -1)},"${name}":{"a":${deep}}}`
    for (const stdin of [deep, inside('raw'), inside('params')]) {
      const { status, stderr } = await runCommand(['import'], { env, stdin })
      expect({ status, stderr }).toMatchObject({
        status: 2,
        stderr: expect.stringContaining('Nothing was imported'),
      })
    }
    expect((await imported([], inside('ignored'))).stored).toMatchObject([entry])
  })

  test('a label does not reach the terminal with its control characters', async () => {
    const cwd = temporaryFolder()
    const stdin = JSON.stringify({ ...entry, label: '\u001b]0;owned\u0007\u202eshop', account: '1' })
    await runCommand(['import'], { cwd, env, stdin, terminal: true })
    for (const argv of [['list'], ['show', 'zalo-oa:1'], ['import', '--dry-run']]) {
      const { stdout, stderr } = await runCommand(argv, { cwd, env, stdin, terminal: true })
      // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
      expect(stdout + stderr).not.toMatch(/[\u001b\u0007\u202e]/)
    }
  })

  test('names of fields and variables do not reach the terminal with theirs', async () => {
    for (const stdin of ['{"\\u001b[31mname":1}', 'X\u001b[31m_ACCESS_TOKEN=a', '\u001b=1']) {
      const { stderr } = await runCommand(['import'], { env, stdin })
      expect(stderr).not.toContain('\u001b')
    }
  })

  test('a field by the name of a prototype is a field', async () => {
    const stdin = `{"__proto__":{"access_token":"planted"},"provider":"zalo-oa","account":"1"}`
    expect((await runCommand(['import'], { env, stdin })).status).toBe(2)
    const params = `${whole.slice(0, -1)},"params":{"__proto__":"x"}}`
    expect((await imported([], params)).stored).toMatchObject([entry])
  })

  test('a folder, a closed stdin and a stop are told', async () => {
    const cwd = temporaryFolder()
    mkdirSync(join(cwd, 'folder'))
    const folder = await runCommand(['import', 'folder'], { cwd, env })
    expect(folder).toMatchObject({ status: 2, stderr: expect.stringContaining('is a folder') })
    const waiting = start(['import'], { cwd, env, stdin: new Readable({ read: () => {} }) })
    setImmediate(() => waiting.send('SIGINT'))
    expect((await waiting.finished).status).toBe(130)
  })
})

test('--format says what the content does not', async () => {
  const cwd = temporaryFolder()
  copyFileSync(fixture('zoho-sdk-node.csv'), join(cwd, 'tokens'))
  const wrong = await runCommand(['import', 'tokens', '--format', 'json'], { cwd, env })
  expect(wrong).toMatchObject({ status: 2, stderr: expect.stringContaining('not JSON') })
  writeFileSync(join(cwd, 'odd'), 'The tokens of the shop:\nREFRESH_TOKEN=r\n')
  const whose = ['--provider', 'zalo-oa', '--account', '7']
  expect((await runCommand(['import', 'odd', ...whose], { cwd, env })).status).toBe(2)
  expect((await runCommand(['import', 'odd', '--format', 'env', ...whose], { cwd, env })).status).toBe(0)
  expect((await runCommand(['import', 'odd', '--format', 'xml'], { cwd, env })).status).toBe(2)
})
