// The main job, shown: an emulated Zalo, a login, a token, its expiry, the next token. Uses the command as a person would.
import { spawn } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { firstDocument, textOf } from './read-stream.mjs'

const command = fileURLToPath(new URL('../packages/cli/bin/oauth-tokens.js', import.meta.url))
const home = await mkdtemp(join(tmpdir(), 'oauth-tokens-tour-'))
const lifetime = 6
// A home of its own: the tour leaves nothing behind, and meets nobody's settings.
const { PATH } = process.env
let env = { PATH, HOME: home, XDG_CONFIG_HOME: home, XDG_DATA_HOME: home, XDG_STATE_HOME: home }

const say = (text) => console.log(`\n# ${text}`)
const short = (token) => `${token.slice(0, 24)}… (${token.length} characters)`

function start(...args) {
  console.log(`$ oauth-tokens ${args.join(' ')}`)
  return spawn(process.execPath, [command, ...args], { cwd: home, env, stdio: ['ignore', 'pipe', 'pipe'] })
}

/** Runs to the end; answers stdout, shows stderr. */
async function run(...args) {
  const child = start(...args)
  const [out, err] = await Promise.all([textOf(child.stdout), textOf(child.stderr)])
  if (err) console.log(err.trimEnd())
  const status = await exit(child)
  if (status !== 0) throw new Error(`oauth-tokens ${args[0]} ended with status ${status}`)
  return out.trimEnd()
}

const exit = (child) =>
  child.exitCode === null ? new Promise((ended) => child.once('exit', ended)) : child.exitCode

const sandbox = start('sandbox', '--port', '0', '--access-token-lifetime', `${lifetime}s`, '--json')
try {
  say(`An emulated Zalo, on this machine. Its access tokens live ${lifetime} seconds instead of 25 hours.`)
  const settings = await firstDocument(sandbox.stdout)
  env = { ...env, ...settings.env }
  for (const [name, value] of Object.entries(settings.env)) console.log(`${name}=${value}`)

  say('Authorize once. The owner of the OA opens the link and clicks "Cho phép" (Allow); here the tour does.')
  const login = start('login', 'zalo-oa', '--no-browser')
  const connected = textOf(login.stdout)
  for await (const line of createInterface({ input: login.stderr })) {
    console.log(line)
    const link = /https?:\S+\/permission\?\S+/.exec(line)?.[0]
    if (link) await fetch(`${link}&auto=allow`)
  }
  if ((await exit(login)) !== 0) throw new Error('The login failed.')
  const connection = (await connected).trim()
  console.log(connection)

  say('From now on any process gets a valid token.')
  const first = await run('token', connection)
  console.log(short(first))
  say('Again, at once: the same token, nothing was asked of Zalo.')
  console.log(short(await run('token', connection)))

  say(`${lifetime} seconds later it has expired.`)
  await sleep(lifetime * 1000)
  const second = await run('token', connection)
  console.log(short(second))
  if (second === first) throw new Error('The token was not refreshed.')
  console.log('Another one: the refresh token was spent once, and the next one is saved.')

  say('What there is:')
  console.log(await run('list'))
  console.log('\nThat was all. Your own OA: see "Use it" in README.md.')
} finally {
  sandbox.kill()
  await exit(sandbox)
  await rm(home, { recursive: true, force: true })
}
