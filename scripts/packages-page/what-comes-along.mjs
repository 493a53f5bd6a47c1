import { readFileSync } from 'node:fs'

const root = new URL('../..', import.meta.url)
const { packages } = JSON.parse(readFileSync(new URL('package-lock.json', root), 'utf8'))

/** Where Node finds a package from another: inside it, then in each folder above. */
function found(from, name) {
  for (let folder = from; ; folder = folder.slice(0, Math.max(folder.lastIndexOf('/node_modules/'), 0))) {
    const path = `${folder === '' ? '' : `${folder}/`}node_modules/${name}`
    if (packages[path]) return packages[path].link ? packages[path].resolved : path
    if (folder === '') return undefined
  }
}

/** Everything that an installation brings, without binaries for one machine. */
function installed(path, seen = new Set()) {
  const { dependencies = {}, optionalDependencies = {} } = packages[path]
  for (const name of Object.keys({ ...dependencies, ...optionalDependencies })) {
    const next = found(path, name)
    if (next === undefined || seen.has(next) || packages[next].os || packages[next].cpu) continue
    seen.add(next)
    installed(next, seen)
  }
  return seen
}

/** What lies in the files of the command, as the notices beside them tell. */
function bundled() {
  const notices = readFileSync(new URL('packages/cli/dist/third-party-licenses.txt', root), 'utf8')
  const named = notices.split(`\n${'-'.repeat(80)}\n\n`).map((notice) => notice.split('\n', 1)[0])
  const known = new Map(
    Object.keys(packages).map((path) => [`${nameOf(path)} ${packages[path].version}`, path]),
  )
  return named.map((name) => known.get(name) ?? fail(`${name} is in the notices and not in the lock file.`))
}

/**
 * The packages of others that come with one of ours, installed or inside its files.
 *
 * @param {string} path such as `packages/core`
 * @returns {{ name: string, licence: string }[]}
 */
export function comesAlong(path) {
  const all = [...installed(path), ...(path === 'packages/cli' ? bundled() : [])]
  return [...new Set(all)]
    .filter((one) => !one.startsWith('packages/'))
    .map((one) => ({
      name: nameOf(one),
      licence: packages[one].license ?? fail(`${one} states no licence.`),
    }))
}

function nameOf(path) {
  return path.split('node_modules/').at(-1)
}

function fail(problem) {
  throw new Error(problem)
}
