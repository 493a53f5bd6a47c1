import { chmodSync, constants, existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { runCommand } from './support/run-command.ts'
import { connect, openHouse, type SandboxHouse } from './support/sandbox-house.ts'
import { spawnCommand } from './support/spawn-command.ts'

let house: SandboxHouse
let id: string
beforeEach(async () => {
  house = await openHouse()
  id = await connect(house)
})
afterEach(() => house.close())

const node = process.execPath
const run = (argv: string[], env: Record<string, string> = {}) =>
  runCommand(argv, { ...house, env: { ...house.env, ...env } })

/** Runs a program that leaves its argv and environment in a file. */
async function seenBy(flags: string[], env: Record<string, string> = {}) {
  const program = `require('node:fs').writeFileSync('seen.json', JSON.stringify([process.argv, process.env]))`
  const { status, stderr } = await run(['exec', id, ...flags, '--', node, '-e', program, 'word'], env)
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' })
  const text = readFileSync(join(house.cwd, 'seen.json'), 'utf8')
  const [argv, environment] = JSON.parse(text) as [string[], Record<string, string>]
  return { argv, environment, text }
}

describe('what the program gets', () => {
  test('the token in ACCESS_TOKEN, the rest of the environment, and none of our own secrets', async () => {
    const token = (await run(['token', id])).stdout.trim()
    const foreign = {
      OTHER: 'stays',
      ACME_CLIENT_SECRET: 'planted-1',
      ZALO_OA_VIA_INTERITS_API_KEY: 'planted-2',
      OAUTH_TOKENS_PASSPHRASE: 'planted-3',
    }
    const { argv, environment, text } = await seenBy([], foreign)
    expect(environment).toMatchObject({
      ACCESS_TOKEN: token,
      OTHER: 'stays',
      ZALO_OA_CLIENT_ID: expect.any(String),
    })
    expect(environment.OAUTH_TOKENS_STORE).toBe('file:./store')
    for (const secret of [
      house.env.OAUTH_TOKENS_KEY,
      house.env.ZALO_OA_CLIENT_SECRET,
      'planted-1',
      'planted-2',
      'planted-3',
    ]) {
      expect(text).not.toContain(secret)
    }
    expect(argv.slice(1)).toEqual(['word'])
  })

  test('--env names the variable; a name that is none is refused', async () => {
    const { environment } = await seenBy(['--env', 'ZALO_TOKEN'])
    expect(environment).toMatchObject({ ZALO_TOKEN: expect.stringMatching(/\S/) })
    expect(environment).not.toHaveProperty('ACCESS_TOKEN')
    expect((await run(['exec', id, '--env', 'A=B', '--', node, '-e', ''])).status).toBe(125)
  })

  test('not what the configuration reads from the environment, nor a store address with a password', async () => {
    const { OAUTH_TOKENS_KEY: KEY = '', ...env } = house.env
    const config = {
      store: 'file:./store',
      encryptionKeys: [{ env: 'MY_KEY' }],
      notify: { url: 'https://hook.example', secret: { env: 'HOOK' } },
      providers: [
        {
          adapter: 'zalo-oa',
          clientId: env.ZALO_OA_CLIENT_ID,
          clientSecret: [{ env: 'SHOP' }],
          baseUrl: env.ZALO_OA_BASE_URL,
        },
      ],
    }
    writeFileSync(join(house.cwd, 'oauth-tokens.config.json'), JSON.stringify(config))
    house.env = { XDG_STATE_HOME: env.XDG_STATE_HOME ?? '' }
    const named = {
      MY_KEY: KEY,
      HOOK: 'planted-hook-of-at-least-24-bytes',
      SHOP: env.ZALO_OA_CLIENT_SECRET ?? '',
    }
    const { environment, text } = await seenBy(['--store', 'file:./store'], {
      ...named,
      OAUTH_TOKENS_STORE: 'redis://user:planted-password@127.0.0.1:1',
    })
    expect(Object.keys(environment)).toContain('ACCESS_TOKEN')
    for (const secret of [...Object.values(named), 'planted-password']) expect(text).not.toContain(secret)
  })

  test('the flags behind --, as they are, and no others: without -- nothing is run', async () => {
    const program = `require('node:fs').writeFileSync('ran', process.argv.slice(1).join())`
    expect((await run(['exec', id, '--', node, '-e', program, '--', '--json', '--env'])).status).toBe(0)
    expect(readFileSync(join(house.cwd, 'ran'), 'utf8')).toBe('--json,--env')
    const without = await run(['exec', id, 'touch', 'touched'])
    expect(without).toMatchObject({ status: 125, stderr: expect.stringContaining('--') })
    expect(existsSync(join(house.cwd, 'touched'))).toBe(false)
  })
})

describe('the exit status', () => {
  test.each([0, 1, 3, 125])('%i of the program is passed on, and nothing is said', async (status) => {
    const result = await run(['exec', id, '--', node, '-e', `process.exit(${status})`])
    expect(result).toMatchObject({ status, stdout: '', stderr: '' })
  })

  test.each([
    ['SIGTERM', 143],
    ['SIGKILL', 137],
  ])('a program that ends by %s: %i', async (signal, status) => {
    const program = `process.kill(process.pid, '${signal}'); setInterval(() => {}, 1000)`
    expect((await run(['exec', id, '--', node, '-e', program])).status).toBe(status)
  })

  test('a program that is not there: 127; one that cannot be run: 126', async () => {
    const missing = await run(['exec', id, '--json', '--', 'no-such-program'])
    expect(missing).toMatchObject({ status: 127, stdout: '' })
    expect(JSON.parse(missing.stderr)).toMatchObject({ error: { code: 'command_not_found' } })
    const file = join(house.cwd, 'plain.txt')
    writeFileSync(file, 'no program')
    chmodSync(file, 0o644)
    expect(await run(['exec', id, '--', file])).toMatchObject({
      status: 126,
      stderr: expect.stringMatching(/plain\.txt cannot be run/),
    })
  })

  test.each([
    [['exec', 'zalo-oa:1', '--', 'true'], 'connection_not_found'],
    [['exec', 'nobody:1', '--', 'true'], 'unknown_provider'],
    [['exec', '--json', 'zalo-oa:1'], 'usage'],
    [['--config', 'none.json', 'exec', 'zalo-oa:1', '--', 'true'], 'config_not_found'],
    [['exec', '--unknown', 'zalo-oa:1', '--', 'true'], 'usage'],
  ])('a failure of ours is 125, whatever it is: %j', async (argv, code) => {
    const result = await run(['--json', ...argv])
    expect(result).toMatchObject({ status: 125, stdout: '' })
    expect(JSON.parse(result.stderr)).toMatchObject({ error: { code } })
  })
})

describe('the built command', () => {
  const spawned = (...program: string[]) => spawnCommand(['exec', id, '--', ...program], house)

  test('hands on stdin, stdout and stderr byte by byte, and the token is in nobody’s argv', async () => {
    const bytes = Buffer.from(Array.from({ length: 200_000 }, (_, index) => index % 251))
    const program = `const all = []; process.stdin.on('data', (d) => all.push(d)).on('end', () => {
      const hash = require('node:crypto').createHash('sha256').update(Buffer.concat(all)).digest('hex')
      console.log(hash)
      console.error(require('node:fs').readFileSync('/proc/' + process.ppid + '/cmdline', 'utf8').includes(process.env.ACCESS_TOKEN))
    })`
    const command = spawned(node, '-e', program)
    command.child.stdin.end(bytes)
    const { createHash } = await import('node:crypto')
    expect(await command.finished).toEqual({
      status: 0,
      signal: null,
      stdout: `${createHash('sha256').update(bytes).digest('hex')}\n`,
      stderr: process.platform === 'linux' ? 'false\n' : expect.any(String),
    })
  })

  test('a program that reads stdin by blocking reads gets all of it', async () => {
    const command = spawned('sh', '-c', 'echo ready >&2; exec cat')
    await command.said(/ready/)
    command.child.stdin.end('late line\n')
    expect(await command.finished).toMatchObject({ status: 0, stdout: 'late line\n', stderr: 'ready\n' })
  })

  // Else a read that finds nothing yet fails (EAGAIN), and `head -c 1M | oauth-tokens exec … -- sha1sum` with it.
  test.skipIf(process.platform !== 'linux')(
    'stdin waits for those who read it, also once the program runs',
    async () => {
      const program = 'echo ready >&2; until [ -e go ]; do sleep 0.01; done; cat /proc/self/fdinfo/0'
      const command = spawned('sh', '-c', program)
      await command.said(/ready/)
      writeFileSync(join(house.cwd, 'go'), '')
      const { stdout } = await command.finished
      const flags = Number.parseInt(/^flags:\s*([0-7]+)$/m.exec(stdout)?.[1] ?? '', 8)
      expect(flags & constants.O_NONBLOCK).toBe(0)
    },
  )

  test.each(['SIGTERM', 'SIGINT'] as const)(
    '%s goes to the program, and its status is waited for',
    async (signal) => {
      const program = `process.on('${signal}', () => { console.log('got it'); process.exit(7) })
      console.error('ready'); setInterval(() => {}, 1000)`
      const command = spawned(node, '-e', program)
      await command.said(/ready/)
      command.child.kill(signal)
      expect(await command.finished).toMatchObject({
        status: 7,
        signal: null,
        stdout: 'got it\n',
        stderr: 'ready\n',
      })
    },
  )

  test('a program that does not heed signals is waited for, however often they come', async () => {
    const program = `let count = 0
      process.on('SIGTERM', () => { console.error('heard ' + ++count); if (count === 3) process.exit(0) })
      console.error('ready'); setInterval(() => {}, 1000)`
    const command = spawned(node, '-e', program)
    await command.said(/ready/)
    for (const count of [1, 2, 3]) {
      command.child.kill('SIGTERM')
      await command.said(new RegExp(`heard ${count}`))
    }
    expect(await command.finished).toMatchObject({ status: 0, signal: null })
  })

  test('a program that dies by the signal: 128 + n', async () => {
    const command = spawned('sh', '-c', 'echo ready >&2; exec sleep 60')
    await command.said(/ready/)
    command.child.kill('SIGTERM')
    expect(await command.finished).toMatchObject({ status: 143, signal: null })
  })
})
