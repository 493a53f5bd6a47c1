// Writes docs/packages.md: how big each package is, what it brings along, and under which licences. `--check` only compares.
import { spawnSync } from 'node:child_process'
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'

const root = new URL('..', import.meta.url)
const page = new URL('docs/packages.md', root)
const { packages } = JSON.parse(readFileSync(new URL('package-lock.json', root), 'utf8'))

/** Where Node finds a package from another: inside it, then in each folder above. */
function found(from, name) {
  for (let folder = from; ; folder = folder.slice(0, Math.max(folder.lastIndexOf('/node_modules/'), 0))) {
    const path = `${folder === '' ? '' : `${folder}/`}node_modules/${name}`
    if (packages[path]) return packages[path].link ? packages[path].resolved : path
    if (folder === '') return undefined
  }
}

/** Everything that an installation brings along, and of several binaries for one machine only the first. */
function brought(path, seen = new Set()) {
  const { dependencies = {}, optionalDependencies = {} } = packages[path]
  for (const name of Object.keys({ ...dependencies, ...optionalDependencies })) {
    const next = found(path.startsWith('packages/') ? '' : path, name)
    if (next === undefined || seen.has(next) || packages[next].os || packages[next].cpu) continue
    seen.add(next)
    brought(next, seen)
  }
  return seen
}

const folders = readdirSync(new URL('packages', root)).filter((name) =>
  existsSync(new URL(`packages/${name}/package.json`, root)),
)
const { stdout } = spawnSync('npm', ['pack', '--dry-run', '--json', '--ignore-scripts', '--workspaces'], {
  cwd: root,
  encoding: 'utf8',
})
const packed = new Map(Object.values(JSON.parse(stdout)).map((entry) => [entry.name, entry]))
const kilobytes = (bytes) => `${Math.max(1, Math.round(bytes / 1000))} kB`

const rows = folders.map((folder) => {
  const path = `packages/${folder}`
  const { name } = JSON.parse(readFileSync(new URL(`${path}/package.json`, root), 'utf8'))
  const { size, unpackedSize } = packed.get(name)
  const all = [...brought(path)]
  const others = all.filter((one) => !one.startsWith('packages/'))
  return { name, size, unpackedSize, own: all.length - others.length, others }
})
const licences = new Map()
for (const path of new Set(rows.flatMap(({ others }) => others))) {
  const licence = packages[path].license ?? 'not stated'
  licences.set(licence, [...(licences.get(licence) ?? []), path.split('node_modules/').at(-1)])
}
const names = (list) =>
  [...new Set(list)]
    .sort()
    .map((name) => `\`${name}\``)
    .join(', ')

const text = `# The packages

Written by \`npm run packages\` from the build and the lock file; not edited.

| package | to download | installed | packages of others that come along |
| --- | --: | --: | --: |
${rows.map(({ name, size, unpackedSize, others }) => `| \`${name}\` | ${kilobytes(size)} | ${kilobytes(unpackedSize)} | ${others.length} |`).join('\n')}

Drivers of stores are loaded only where the store's URL asks for them. Binaries for one machine (libsql, the keyring) are not counted.

## Licences

Our own packages are under the MIT licence. What comes along:

| licence | packages |
| --- | --- |
${[...licences]
  .sort(([, one], [, other]) => other.length - one.length)
  .map(([licence, list]) => `| ${licence} | ${names(list)} |`)
  .join('\n')}
`

/** A build differs by some bytes from machine to machine; a page that is off by a fifth tells something wrong. */
function differs(before) {
  const shape = (page) => page.replace(/\d+ kB/g, '… kB')
  const sizes = (page) => [...page.matchAll(/(\d+) kB/g)].map(([, size]) => Number(size))
  const now = sizes(text)
  return (
    shape(before) !== shape(text) ||
    sizes(before).some((size, index) => Math.abs(size - now[index]) > Math.max(2, now[index] / 5))
  )
}

if (!process.argv.includes('--check')) writeFileSync(page, text)
else if (!existsSync(page) || differs(readFileSync(page, 'utf8'))) {
  console.error('docs/packages.md is not up to date. Run: npm run packages')
  process.exit(1)
}
