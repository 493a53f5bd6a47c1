// npm run packages: writes docs/packages.md and its Vietnamese: how big each package is, what comes along, and under which
// licences. `--check` only compares.
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { basename } from 'node:path'
import { packAll } from './pack-all.mjs'
import { pages } from './packages-page/pages.mjs'
import { comesAlong } from './packages-page/what-comes-along.mjs'

const docs = new URL('../docs/', import.meta.url)

const packages = packAll().map(({ name, size, unpackedSize }) => {
  return { name, size, unpackedSize, others: comesAlong(`packages/${basename(name)}`) }
})
const licences = new Map()
for (const { name, licence } of packages.flatMap(({ others }) => others)) {
  licences.set(licence, (licences.get(licence) ?? new Set()).add(name))
}

for (const [file, text] of Object.entries(pages(packages, licences))) {
  const page = new URL(file, docs)
  if (!process.argv.includes('--check')) writeFileSync(page, text)
  else if (!existsSync(page) || differs(readFileSync(page, 'utf8'), text)) {
    console.error(`docs/${file} is not up to date. Run: npm run packages`)
    process.exitCode = 1
  }
}

/** A build differs by some bytes from machine to machine; a page that is off by a fifth tells something wrong. */
function differs(before, now) {
  const shape = (page) => page.replace(/\d+ kB/g, '… kB')
  const sizes = (page) => [...page.matchAll(/(\d+) kB/g)].map(([, size]) => Number(size))
  const expected = sizes(now)
  return (
    shape(before) !== shape(now) ||
    sizes(before).some((size, index) => Math.abs(size - expected[index]) > Math.max(2, expected[index] / 5))
  )
}
