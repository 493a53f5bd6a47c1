import { execFileSync } from 'node:child_process'
import { cpSync, mkdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type CommandInput, configure, type Finished, runCommand } from './support/command.ts'
import { app, connectionOf, type House, openHouse, realCore } from './support/house.ts'

let house: House
let connection: string
let accessToken: string
let stores = 0

beforeAll(async () => {
  house = await openHouse({ core: realCore })
  configure(house)
  const [account = ''] = house.accounts
  const pair = house.sandbox.zalo.mint(app.appId, account)
  connection = connectionOf(account)
  accessToken = pair.accessToken
  const tokens = { provider: 'zalo-oa', account, access_token: accessToken, refresh_token: pair.refreshToken }
  const { status, stderr } = await runCommand(house, ['import'], { stdin: JSON.stringify(tokens) })
  if (status !== 0) throw new Error(stderr)
})

afterAll(() => house.close())

const fixture = (name: string, ...args: string[]) =>
  execFileSync(process.execPath, [join(import.meta.dirname, 'fixtures', name), ...args], { encoding: 'utf8' })

/** A copy of a good store, which no process has open. */
function copiedStore(): { url: string; path: string } {
  const folder = join(house.folder, `store-${++stores}`)
  cpSync(house.store, folder, { recursive: true })
  return { url: `file:${folder}`, path: join(folder, 'tokens.db') }
}

function run(commands: string[][], url: string, input: CommandInput = {}): Promise<Finished[]> {
  return Promise.all(commands.map((args) => runCommand(house, [...args, '--store', url], input)))
}

const damages: { title: string; harm: (path: string) => void; message: RegExp }[] = [
  {
    title: 'file that is no database',
    harm: (path) => writeFileSync(path, 'These are no tokens. '.repeat(1000)),
    message: /damaged or no token database\. Nothing was changed: restore it from a backup/,
  },
  { title: 'file without a byte', harm: (path) => truncateSync(path, 0), message: /is empty.*[Rr]estore it/ },
  {
    title: 'database that was cut short',
    harm: (path) => truncateSync(path, 4096),
    message: /damaged.*[Rr]estore it from a backup/,
  },
  {
    title: 'database of another program',
    harm(path) {
      rmSync(path)
      fixture('sql.mjs', path, 'CREATE TABLE notes (text); PRAGMA application_id = 77')
    },
    message: /database of another program.*Nothing was changed: choose another folder/,
  },
  {
    title: 'database of a newer version',
    harm: (path) => void fixture('sql.mjs', path, 'PRAGMA user_version = 99'),
    message: /newer version.*Nothing was changed: update/,
  },
  {
    title: 'record that was cut short',
    harm: (path) => void fixture('sql.mjs', path, 'UPDATE connections SET tokens = substr(tokens, 1, 100)'),
    message: /tokens record of .* in the store cannot be read.*Restore the store from a backup/,
  },
  {
    title: 'lease that says nothing',
    harm: (path) => void fixture('sql.mjs', path, `UPDATE connections SET lease = '{}'`),
    message: /lease record of .* is damaged.*Restore the store from a backup/,
  },
]

describe('With a damaged or foreign store', () => {
  for (const { title, harm, message } of damages) {
    test(`I6: a ${title} is status 7 and says what to do, and nothing is changed`, async () => {
      const { url, path } = copiedStore()
      harm(path)
      const before = fixture('hash.mjs', path)
      const commands = [['token', connection], ['list']]
      for (const { status, stderr, stdout } of await run(commands, url)) {
        expect(stderr).toMatch(message)
        expect({ status, stdout }).toEqual({ status: 7, stdout: '' })
      }
      expect(fixture('hash.mjs', path)).toBe(before)
    })
  }

  test('I6: a store where a file stands in the way is status 7', async () => {
    const path = join(house.folder, 'a-file')
    writeFileSync(path, 'mine')
    for (const { status, stderr } of await run([['token', connection], ['list']], `file:${path}`)) {
      expect(stderr).toContain('a file stands where a folder is needed')
      expect(status).toBe(7)
    }
    expect(readFileSync(path, 'utf8')).toBe('mine')
  })
})

describe('With a wrong key', () => {
  const configFolder = () => join(house.environment['XDG_CONFIG_HOME'] ?? '', 'oauth-tokens')
  const wrongKeys: { title: string; input: () => CommandInput; message: RegExp }[] = [
    {
      title: 'another key',
      input: () => ({ env: { OAUTH_TOKENS_KEY: Buffer.alloc(32, 7).toString('base64url') } }),
      message:
        /encrypted with key \S+, which is not in the key ring.*Add that key to OAUTH_TOKENS_KEY.*nothing was changed/,
    },
    {
      title: 'half a key',
      input: () => ({ env: { OAUTH_TOKENS_KEY: 'c2hvcnQ' } }),
      message: /key 1 is not usable: expected 32 bytes.*oauth-tokens keys generate/,
    },
    {
      title: 'no key file any more',
      input: () => ({ env: { XDG_CONFIG_HOME: join(house.folder, 'elsewhere') } }),
      message: /key file .*elsewhere.* is missing. Restore that file, or give the key as OAUTH_TOKENS_KEY/,
    },
    {
      title: 'a damaged key file',
      input() {
        const folder = join(house.folder, 'damaged')
        mkdirSync(join(folder, 'oauth-tokens'), { recursive: true })
        writeFileSync(join(folder, 'oauth-tokens/key'), 'garbage\n')
        return { env: { XDG_CONFIG_HOME: folder } }
      },
      message: /The key file .+ holds no key/,
    },
  ]

  for (const { title, input, message } of wrongKeys) {
    test(`I6: ${title} is status 2 and says what to do, and nothing is sent or changed`, async () => {
      const { url, path } = copiedStore()
      const before = fixture('hash.mjs', path)
      const commands = [
        ['token', connection],
        ['refresh', connection],
      ]
      for (const finished of await run(commands, url, input())) {
        expect(finished.stderr).toMatch(message)
        expect(finished).toMatchObject({ status: 2, stdout: '' })
      }
      expect(fixture('hash.mjs', path)).toBe(before)
      expect(house.sandbox.stats().totals.redemptions).toBe(0)

      // Nothing was lost: with the right key it is as it was.
      const right = { OAUTH_TOKENS_KEY: readFileSync(join(configFolder(), 'key'), 'utf8').trim() }
      const { stdout } = await runCommand(house, ['token', connection, '--store', url], { env: right })
      expect(stdout).toBe(`${accessToken}\n`)
    })
  }
})
