// Makes the JavaScript of dist/: what a fresh token needs lies in three files, and everything else in files that are
// loaded when a command needs them. In CommonJS, because loading ECMAScript modules alone takes Node a tenth of its start.
import { readdirSync, readFileSync, rmSync } from 'node:fs'
import fileSystem from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { build } from 'rolldown'

const at = (path) => join(import.meta.dirname, path)
const { version, dependencies, optionalDependencies } = JSON.parse(readFileSync(at('package.json'), 'utf8'))
const core = dirname(at('../core/dist/index.js'))

/** Loaded as they are installed: they have native parts, or read files beside their own. */
const installed = ['@napi-rs/keyring', 'jiti', 'open']
for (const name of installed) {
  if (!dependencies[name] && !optionalDependencies[name]) throw new Error(`${name} must be a dependency.`)
}

/** What is always loaded together lies in one file: each file more costs half a millisecond. */
const together = [
  { name: 'main', entries: [at('src/main.ts')] },
  {
    name: 'manager',
    entries: [
      at('src/commands/token.ts'),
      join(core, 'create-token-manager.js'),
      join(core, 'oauth/define-oauth-provider.js'),
    ],
  },
]

/** What a fresh token does not need, loaded with the first call. Modules that export functions and nothing else. */
const later = [
  'store/redis/redis-store.js',
  'store/postgres/postgres-store.js',
  'store/keyv.js',
  'refresh/redeem.js',
  'refresh/look-external.js',
  'notify/notifier.js',
  'auto-refresh.js',
  'login/export-tokens.js',
  'login/forget-connection.js',
  'revoke/revoke-connection.js',
].map((path) => join(core, path))
const laterFile = (path) => basename(path, '.js')

/** The modules that entries load at once. Not through a package's index: it names also what nobody here uses. */
function loadedBy(entries, graph) {
  const found = new Set()
  const waiting = [...entries]
  for (let id = waiting.pop(); id !== undefined; id = waiting.pop()) {
    const module = graph.getModuleInfo(id)
    if (found.has(id) || !module || id.endsWith('/dist/index.js')) continue
    found.add(id)
    waiting.push(...module.importedIds)
  }
  if (found.size < 10) throw new Error(`Hardly anything is loaded by ${entries}: was a file renamed?`)
  return found
}

/** The name of the file that a module goes into; null leaves it to who uses it. */
function fileOf() {
  let files
  return (id, graph) => {
    files ??= together.map(({ name, entries }) => ({ name, members: loadedBy(entries, graph) }))
    const found = files.find(({ members }) => members.has(id))
    return found?.name ?? /[\\/]packages[\\/](provider-[\w-]+|sandbox)[\\/]/.exec(id)?.[1] ?? null
  }
}

const passedOn = (name, file) => `export const ${name} = (...given) => require('${file}').${name}(...given)`

/** Stands in for the modules that are loaded later. Their functions are called as before: `require` is not asynchronous. */
const loadLater = {
  name: 'load later',
  resolveId(source, importer = '', { kind }) {
    if (importer.startsWith('\0later:')) return { id: source, external: 'relative' }
    if (kind !== 'import-statement' || !source.startsWith('.')) return undefined
    const path = join(dirname(importer), source)
    return later.includes(path) ? `\0later:${path}` : undefined
  },
  load: {
    filter: { id: /^\0later:/ },
    handler(id) {
      const path = id.slice('\0later:'.length)
      const exported = readFileSync(path, 'utf8').match(/^export .*/gm) ?? []
      return exported
        .map((line) => {
          const [, name] = /^export (?:async )?function (\w+)/.exec(line) ?? []
          if (!name) throw new Error(`${path} can not be loaded later: ${line}`)
          return passedOn(name, `./${laterFile(path)}.cjs`)
        })
        .join('\n')
    },
  },
}

/** The version is known by now. */
const versionIn = {
  name: 'version',
  load: {
    filter: { id: /[\\/]cli[\\/]src[\\/]version\.ts$/ },
    handler: () => `export const version = () => ${JSON.stringify(version)}`,
  },
}

/** Two libraries load it at once and hardly ever use it; it is slow to load. */
const lazyChildProcess = {
  name: 'lazy child_process',
  resolveId(source, importer = '') {
    const wanted = /[\\/]node_modules[\\/](commander|detect-libc)[\\/]/.test(importer)
    return wanted && /^(node:)?child_process$/.test(source) ? '\0lazy-child-process' : undefined
  },
  load: {
    filter: { id: /^\0lazy-child-process$/ },
    handler: () =>
      "module.exports = new Proxy({}, { get: (_, name) => require('node:child_process')[name] })",
  },
}

/** Takes Node two milliseconds to load, for work on files that a fresh token does not do. */
const lazyFileSystem = {
  name: 'lazy fs/promises',
  resolveId: {
    filter: { id: /^node:fs\/promises$/ },
    handler: (_, importer = '') => (importer.startsWith('\0') ? undefined : '\0lazy-fs-promises'),
  },
  load: {
    filter: { id: /^\0lazy-fs-promises$/ },
    handler: () =>
      Object.keys(fileSystem)
        .filter((name) => typeof fileSystem[name] === 'function')
        .map((name) => passedOn(name, 'node:fs/promises'))
        .join('\n'),
  },
}

/** Its JavaScript is bundled; its native part is found from where it is installed. */
const libsql = {
  name: 'libsql',
  transform: {
    filter: { id: /[\\/]node_modules[\\/]libsql[\\/]index\.js$/ },
    handler(code) {
      // It asks for a whole diagnostic report (5 ms) to learn which C library this is, and then asks once more.
      const known = replaced(code, 'let target = currentTarget()', 'let target = libsqlTarget()')
      const here = "require('node:module').createRequire(libsqlFile())"
      return `${replaced(known, 'return require(', `return ${here}(`)}\n${libsqlTarget}\n${libsqlFile}`
    },
  },
}

const libsqlTarget = `
function libsqlTarget() {
  if (process.platform !== 'linux' || !['x64', 'arm64'].includes(process.arch)) return currentTarget()
  return 'linux-' + process.arch + (familySync() === MUSL ? '-musl' : '-gnu')
}`

/** What a package exports is looked up by Node's resolver of ECMAScript modules, which takes two milliseconds to load. */
const libsqlFile = `
function libsqlFile() {
  const { existsSync, realpathSync } = require('node:fs')
  const files = require.resolve.paths('libsql').map((folder) => folder + '/libsql/index.js')
  return realpathSync(files.find((file) => existsSync(file)) ?? require.resolve('libsql'))
}`

function replaced(code, old, text) {
  if (!code.includes(old)) throw new Error(`libsql has changed: there is no ${old}`)
  return code.replace(old, () => text)
}

/** MIT and its kin ask that their text goes with the copy. */
const notices = {
  name: 'notices',
  generateBundle(_, bundle) {
    // A module that stands for another (\0) has no folder of its own.
    const modules = Object.values(bundle)
      .flatMap(({ moduleIds = [] }) => moduleIds)
      .filter((id) => !id.startsWith('\0'))
    const folders = modules.flatMap(
      (id) => /^.*[\\/]node_modules[\\/](?:@[^\\/]+[\\/])?[^\\/]+/.exec(id)?.[0] ?? [],
    )
    const texts = [...new Set(folders)].sort().map((folder) => {
      const manifest = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))
      return `${manifest.name} ${manifest.version}\n\n${licenceIn(folder, manifest)}\n`
    })
    const source = texts.join(`\n${'-'.repeat(80)}\n\n`)
    this.emitFile({ type: 'asset', fileName: 'third-party-licenses.txt', source })
  },
}

/** Some have it at the end of what is to be read, and some say only its name and leave the text in their repository. */
function licenceIn(folder, { license, repository }) {
  const textOf = (pattern) => {
    const file = readdirSync(folder).find((name) => pattern.test(name))
    return file ? readFileSync(join(folder, file), 'utf8').trim() : ''
  }
  const own =
    textOf(/^licen[cs]e/i) || /^#+ licen[cs]e\s(.*copyright.*)/ims.exec(textOf(/^readme/i))?.[1]?.trim()
  return own ?? `License: ${license}\n${repository?.url ?? repository}`
}

const shared = {
  cwd: import.meta.dirname,
  platform: 'node',
  external: installed,
}
const command = await build({
  ...shared,
  input: {
    main: at('src/main.ts'),
    ...Object.fromEntries(later.map((path) => [laterFile(path), path])),
  },
  preserveEntrySignatures: 'allow-extension',
  plugins: [versionIn, loadLater, lazyChildProcess, lazyFileSystem, libsql, notices],
  output: {
    dir: at('dist'),
    format: 'cjs',
    entryFileNames: '[name].cjs',
    chunkFileNames: '[name].cjs',
    // Those that ask to be kept stand in the notices.
    comments: false,
    // Stacks and errors tell by the names of functions and classes; those of variables only take time to read.
    minify: { mangle: { keepNames: true }, compress: false, codegen: { removeWhitespace: true } },
    codeSplitting: { includeDependenciesRecursively: false, groups: [{ debugName: 'file', name: fileOf() }] },
  },
})
const library = await build({
  ...shared,
  input: { index: at('src/index.ts') },
  output: { dir: at('dist'), format: 'esm' },
})

// What an earlier build left; not before this one succeeded, so that there is always a command.
const made = new Set([command, library].flatMap(({ output }) => output.map(({ fileName }) => fileName)))
for (const file of readdirSync(at('dist'), { recursive: true })) {
  if (/\.c?js(\.map)?$/.test(file) && !made.has(file)) rmSync(at(join('dist', file)))
}
