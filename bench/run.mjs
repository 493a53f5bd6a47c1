// Measures oauth-tokens beside its peers. `--quick` only shows that it runs, with what needs no peer: its figures mean
// nothing. Names of parts run these alone. All of them together write RESULTS.md.
import { writeFileSync } from 'node:fs'
import { section } from './shared/markdown.mjs'
import { report } from './shared/report.mjs'

/** A folder each. */
const withoutPeers = ['fresh', 'storm', 'memory', 'startup']
const parts = [...withoutPeers, 'throughput']

const wanted = process.argv.slice(2).filter((argument) => argument !== '--quick')
const quick = process.argv.includes('--quick')
const unknown = wanted.filter((part) => !parts.includes(part))
if (unknown.length > 0) {
  console.error(`There is no part ${unknown.join(', ')}. Expected --quick, or any of: ${parts.join(', ')}.`)
  process.exit(2)
}

const log = (text) => console.error(text)
const began = Date.now()
const sections = []
for (const part of wanted.length > 0 ? wanted : quick ? withoutPeers : parts) {
  const { measure } = await import(`./${part}/index.mjs`)
  const result = await measure({ quick, log })
  sections.push(section(result))
  console.log(`\n${sections.at(-1)}`)
}
const minutes = (Date.now() - began) / 60_000
if (!quick && wanted.length === 0) {
  writeFileSync(new URL('RESULTS.md', import.meta.url), report(sections, minutes))
  log('\nWritten to bench/RESULTS.md')
}
log(`\n${minutes.toFixed(1)} minutes`)
// Not by itself: a peer's connection must not keep it.
process.exit(0)
