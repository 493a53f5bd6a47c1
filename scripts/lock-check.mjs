// A lock file must install anywhere: every optional platform binary that it names is in it, every entry from a registry
// carries its integrity, and none a download address.
import { readFileSync } from 'node:fs'

const { packages } = JSON.parse(readFileSync(process.argv[2] ?? 'package-lock.json', 'utf8'))
const problems = []

/** Node's resolution: inside the package that wants it, then in each folder above it. */
function resolves(from, name) {
  const within = from === '' ? '' : `${from}/`
  if (packages[`${within}node_modules/${name}`]) return true
  if (from === '') return false
  return resolves(
    from.includes('/node_modules/') ? from.slice(0, from.lastIndexOf('/node_modules/')) : '',
    name,
  )
}

for (const [path, entry] of Object.entries(packages)) {
  for (const name of Object.keys(entry.optionalDependencies ?? {})) {
    if (!resolves(path, name)) problems.push(`${name}, wanted by ${path}, is missing`)
  }
  if (!path.includes('node_modules/') || entry.link || entry.inBundle) continue
  if (!entry.integrity) problems.push(`${path} has no integrity`)
  if (/^https?:/.test(entry.resolved ?? '')) problems.push(`${path} carries a download address`)
}
for (const problem of problems) console.error(problem)
console.log(`lock file: ${Object.keys(packages).length} entries, ${problems.length} problems`)
process.exit(problems.length > 0 ? 1 : 0)
