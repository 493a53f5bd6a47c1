import { execFileSync } from 'node:child_process'
import { chmodSync, existsSync, mkdirSync, readFileSync, symlinkSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { PackedPackage } from '../../scripts/pack-all.mjs'
import { root } from './documents.ts'

interface Manifest {
  name: string
  bin?: Record<string, string>
  dependencies?: Record<string, string>
  optionalDependencies?: Record<string, string>
}

/**
 * Installs a package of ours as npm would, without any network: what is ours comes out of the tarballs; from others only
 * what the tarballs ask for is there, linked to where the repository has it.
 */
export function installPacked(
  wanted: string,
  packed: readonly PackedPackage[],
  tarballs: string,
  folder: string,
): void {
  const modules = join(folder, 'node_modules')
  const waiting = [wanted]
  for (let name = waiting.pop(); name !== undefined; name = waiting.pop()) {
    const target = join(modules, name)
    if (existsSync(target)) continue
    const own = packed.find((one) => one.name === name)
    mkdirSync(own ? target : dirname(target), { recursive: true })
    if (!own) {
      symlinkSync(join(root, 'node_modules', name), target)
      continue
    }
    execFileSync('tar', ['-xzf', join(tarballs, own.filename), '--strip-components=1', '-C', target])
    const { bin = {}, dependencies, optionalDependencies } = manifestOf(target)
    waiting.push(...Object.keys({ ...dependencies, ...optionalDependencies }))
    for (const [command, path] of Object.entries(bin)) link(modules, command, join(target, path))
  }
}

function link(modules: string, command: string, path: string): void {
  mkdirSync(join(modules, '.bin'), { recursive: true })
  chmodSync(path, 0o755)
  symlinkSync(path, join(modules, '.bin', command))
}

function manifestOf(folder: string): Manifest {
  return JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as Manifest
}
