// Makes the JavaScript of dist/: what a fresh token needs lies in three files, and everything else in files that are
// loaded when a command needs them. In CommonJS, because loading ECMAScript modules alone takes Node a tenth of its start.
import { readdirSync, readFileSync, rmSync } from 'node:fs'
import { dirname, join } from 'node:path'
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

/** Its JavaScript is bundled; its native part is found from where it is installed. */
const libsql = {
  name: 'libsql',
  transform: {
    filter: { id: /[\\/]node_modules[\\/]libsql[\\/]index\.js$/ },
    handler(code) {
      // It asks for a whole diagnostic report (5 ms) to learn which C library this is, and then asks once more.
      const known = replaced(code, 'let target = currentTarget()', 'let target = libsqlTarget()')
      const here = "require('node:module').createRequire(require.resolve('libsql'))"
      return `${replaced(known, 'return require(', `return ${here}(`)}\n${libsqlTarget}`
    },
  },
}

const libsqlTarget = `
function libsqlTarget() {
  if (process.platform !== 'linux' || !['x64', 'arm64'].includes(process.arch)) return currentTarget()
  return 'linux-' + process.arch + (familySync() === MUSL ? '-musl' : '-gnu')
}`

function replaced(code, old, text) {
  if (!code.includes(old)) throw new Error(`libsql has changed: there is no ${old}`)
  return code.replace(old, () => text)
}

/** MIT and its kin ask that their text goes with the copy. */
const notices = {
  name: 'notices',
  generateBundle(_, bundle) {
    const modules = Object.values(bundle).flatMap(({ moduleIds = [] }) => moduleIds)
    const folders = modules.flatMap(
      (id) => /^.*[\\/]node_modules[\\/](?:@[^\\/]+[\\/])?[^\\/]+/.exec(id)?.[0] ?? [],
    )
    const texts = [...new Set(folders)].sort().map((folder) => {
      const manifest = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))
      const file = readdirSync(folder).find((name) => /^licen[cs]e/i.test(name))
      const text = file ? readFileSync(join(folder, file), 'utf8').trim() : `License: ${manifest.license}`
      return `${manifest.name} ${manifest.version}\n\n${text}\n`
    })
    const source = texts.join(`\n${'-'.repeat(80)}\n\n`)
    this.emitFile({ type: 'asset', fileName: 'third-party-licenses.txt', source })
  },
}

const shared = {
  cwd: import.meta.dirname,
  platform: 'node',
  external: installed,
}
const command = await build({
  ...shared,
  input: { main: at('src/main.ts') },
  preserveEntrySignatures: 'allow-extension',
  plugins: [versionIn, lazyChildProcess, libsql, notices],
  output: {
    dir: at('dist'),
    format: 'cjs',
    entryFileNames: '[name].cjs',
    chunkFileNames: '[name].cjs',
    // Those that ask to be kept stand in the notices.
    comments: false,
    minify: { mangle: false, compress: false, codegen: { removeWhitespace: true } },
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
