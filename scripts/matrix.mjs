// npm run matrix [-- VERSION…]: the packages as published, on every supported Node.js, as a newcomer meets them. Each Node.js
// comes through npx and stays beside the one that is installed here.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { importAll, leadToToken, newProject, nodeOf } from './matrix/newcomer.mjs'
import { packAll } from './pack-all.mjs'

const asked = process.argv.slice(2)
const versions = asked.length > 0 ? asked : ['20.19.0', '22', '24', '26']

const folder = mkdtempSync(join(tmpdir(), 'oauth-tokens-matrix-'))
const rows = []
try {
  const packed = packAll(folder)
  for (const version of versions) {
    console.error(`Node.js ${version} …`)
    const began = performance.now()
    rows.push({ version, ...(await tried(version, packed)), took: performance.now() - began })
  }
} finally {
  rmSync(folder, { recursive: true, force: true })
}

console.log('| Node.js | result | exports imported | seconds |\n| --- | --- | --: | --: |')
for (const { version, result, count = '–', took } of rows) {
  console.log(`| ${version} | ${result} | ${count} | ${(took / 1000).toFixed(1)} |`)
}
const good = rows.filter(({ result }) => result === 'works')
console.log(`\n${good.length} of ${rows.length} versions work`)
process.exit(good.length === rows.length ? 0 : 1)

async function tried(version, packed) {
  let step = 'npx'
  const found = {}
  try {
    const node = await nodeOf(version)
    step = 'install'
    const project = await newProject(node, join(folder, version), folder, packed)
    step = 'import'
    Object.assign(found, await importAll(project))
    step = 'command'
    await leadToToken(project)
    return { ...found, result: 'works' }
  } catch (error) {
    console.error(error.stderr || error)
    return { ...found, result: `**${step} failed**` }
  }
}
