import { readFileSync } from 'node:fs'
import { availableParallelism, cpus, totalmem } from 'node:os'

/** On what the figures were found; nothing that names the machine. */
export function machine() {
  const model = cpus()[0]?.model.trim()
  return [
    `${availableParallelism()} CPUs${model && model !== 'unknown' ? ` (${model})` : ''}`,
    `${Math.round(totalmem() / 2 ** 30)} GB of memory`,
    process.platform,
    `Node.js ${process.version}`,
  ].join(', ')
}

/** What is locked here is what ran. @returns [name, version] of each peer that was asked for */
export function peerVersions() {
  const read = (file) => JSON.parse(readFileSync(new URL(file, import.meta.url), 'utf8'))
  const { packages } = read('../package-lock.json')
  return Object.keys(read('../package.json').dependencies).map((name) => [
    name,
    packages[`node_modules/${name}`].version,
  ])
}
