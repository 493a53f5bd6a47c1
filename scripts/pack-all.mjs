import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, readdirSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))

/**
 * All packages as they would be published, as tarballs in `folder`; without a folder only told of.
 *
 * @typedef {{ name: string, version: string, filename: string, size: number, unpackedSize: number, files: { path: string }[] }} PackedPackage
 * @param {string} [folder]
 * @returns {PackedPackage[]}
 */
export function packAll(folder) {
  if (folder !== undefined) mkdirSync(folder, { recursive: true })
  const packages = readdirSync(`${root}packages`)
    .map((name) => `./packages/${name}`)
    .filter((path) => existsSync(`${root}${path}/package.json`))
  const where = folder === undefined ? ['--dry-run'] : ['--pack-destination', folder]
  const printed = execFileSync('npm', ['pack', ...packages, '--json', '--ignore-scripts', ...where], {
    cwd: root,
    encoding: 'utf8',
    stdio: 'pipe',
  })
  return JSON.parse(printed)
}
