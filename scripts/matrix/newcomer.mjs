// What a newcomer does: installs the tarballs in an empty project, imports them, and comes from the sandbox to a token.
import { equal } from 'node:assert/strict'
import { execFile, spawn } from 'node:child_process'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { delimiter, dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { firstDocument } from '../read-stream.mjs'

const run = promisify(execFile)

/** The path of a Node.js, which npx gets where it is not here yet. */
export async function nodeOf(version) {
  const { stdout } = await run('npx', ['-y', '-p', `node@${version}`, '-c', 'node -p process.execPath'])
  return stdout.trim()
}

/**
 * An empty project with the tarballs and what they may be used with. What runs there, npm too, runs on this Node.js: npm
 * refuses what does not support it.
 */
export async function newProject(node, folder, tarballs, packed) {
  const env = { ...process.env, PATH: [dirname(node), process.env.PATH].join(delimiter) }
  mkdirSync(folder)
  writeFileSync(join(folder, 'package.json'), '{ "private": true }\n')
  const own = packed.map(({ filename }) => join(tarballs, filename))
  const install = [
    'install',
    '--engine-strict',
    '--no-audit',
    '--no-fund',
    '--prefer-offline',
    '--prefix',
    folder,
  ]
  await run('npm', [...install, ...own], { cwd: folder, env })
  const manifests = packed.map(({ name }) => manifestOf(join(folder, 'node_modules', name)))
  const peers = manifests.flatMap(({ peerDependencies = {} }) => Object.entries(peerDependencies))
  await run('npm', [...install, ...peers.map((peer) => peer.join('@'))], { cwd: folder, env })
  return { node, folder, env, manifests }
}

/** Every export of every package, in one process; answers how many there are. */
export async function importAll({ node, folder, manifests }) {
  const names = manifests.flatMap(({ name, exports }) => Object.keys(exports).map((path) => join(name, path)))
  const code = `for (const name of process.argv.slice(1)) {
    if (Object.keys(await import(name)).length === 0) throw new Error(name + ' exports nothing.')
  }
  process.stdout.write(process.version)`
  const { stdout } = await run(node, ['--input-type=module', '-e', code, ...names], { cwd: folder })
  return { version: stdout, count: names.length }
}

/** The command, from its version to a token of the sandbox and the list in which its connection stands. */
export async function leadToToken({ folder, env: { PATH }, manifests }) {
  const command = join(folder, 'node_modules/.bin/oauth-tokens')
  let env = { PATH, HOME: folder, XDG_CONFIG_HOME: folder, XDG_DATA_HOME: folder, XDG_STATE_HOME: folder }
  const answer = async (...args) => (await run(command, args, { cwd: folder, env })).stdout.trim()

  const cli = manifests.find(({ bin }) => bin)
  equal(await answer('--version'), cli.version)
  const sandbox = spawn(command, ['sandbox', '--port', '0', '--json'], { cwd: folder, env })
  const ended = new Promise((resolve) => sandbox.once('close', resolve))
  try {
    env = { ...env, ...(await firstDocument(sandbox.stdout)).env }
    const link = await answer('url', 'zalo-oa')
    const consent = await fetch(`${link}&auto=allow`, { redirect: 'manual' })
    const connection = await answer('callback', consent.headers.get('location'))
    equal((await answer('token', connection)).length > 40, true)
    const [listed] = JSON.parse(await answer('list', '--json'))
    equal(`${listed.id} ${listed.status}`, `${connection} active`)
  } finally {
    sandbox.kill()
    await ended
  }
}

function manifestOf(folder) {
  return JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))
}
