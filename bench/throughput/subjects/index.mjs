import { readFileSync } from 'node:fs'

const ours = new URL('../../../packages/core/package.json', import.meta.url)
const peer = (name) => new URL(`../../node_modules/${name}/package.json`, import.meta.url)

/** What is measured: who, where it says its version, and which file of this folder it is. */
const subjects = {
  limit: { title: 'node:http with a keep-alive Agent', file: 'node-http' },
  redis: { title: 'oauth-tokens on Redis', manifest: ours, file: 'oauth-tokens', given: { store: 'redis' } },
  parts: {
    title: 'the parts of that alone: its call of the provider, its cipher, three steps in Redis',
    manifest: ours,
    file: 'parts',
    // Without a queue of what is due nobody tells two processes apart.
    processes: [1],
  },
  embedded: {
    title: 'oauth-tokens on the embedded store',
    manifest: ours,
    file: 'oauth-tokens',
    given: { store: 'embedded' },
    // It waits for the disk at each step: as many as the others have would take most of the time of the bench.
    share: 1 / 5,
  },
  'simple-oauth2': {
    title: 'simple-oauth2, no store, no lock',
    manifest: peer('simple-oauth2'),
    file: 'simple-oauth2',
  },
  'google-auth-library': {
    title: 'google-auth-library, no store, no lock',
    manifest: peer('google-auth-library'),
    file: 'google-auth-library',
  },
  'openid-client': {
    title: 'openid-client on built-in fetch, no store, no lock',
    manifest: peer('openid-client'),
    file: 'openid-client',
  },
  'openid-client-light': {
    title: 'openid-client on the transport of oauth-tokens, no store, no lock',
    manifest: peer('openid-client'),
    file: 'openid-client',
    given: { transport: 'ours' },
  },
}

/** Those that need nothing but the project itself. */
export const withoutPeers = ['limit', 'redis', 'parts', 'embedded']
export const all = Object.keys(subjects)

export function describe(name) {
  const { title, manifest } = subjects[name]
  const version = manifest ? JSON.parse(readFileSync(manifest, 'utf8')).version : process.version
  return { title, version }
}

/** How many of so many connections it is measured with: an even number. */
export function dueOf(name, connections) {
  return 2 * Math.ceil((connections * (subjects[name].share ?? 1)) / 2)
}

export function processesOf(name) {
  return subjects[name].processes ?? [1, 2]
}

/** → { create(task) }, whose `run(count)` refreshes so many connections. */
export async function load(name) {
  const { file, given } = subjects[name]
  const { create } = await import(`./${file}.mjs`)
  return { create: (task) => create({ ...task, ...given }) }
}
