import { execFileSync, spawnSync } from 'node:child_process'
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { root } from './documents.ts'

export interface RepositoryCopy {
  folder: string
  /** Runs a program there. */
  run(command: string, ...args: string[]): { status: number | null; output: string }
  remove(): void
}

/**
 * The working tree as it is, with its builds, to be changed at will. Libraries are linked; the packages of this repository
 * are those of the copy.
 */
export function copyRepository(): RepositoryCopy {
  const folder = mkdtempSync(join(tmpdir(), 'oauth-tokens-copy-'))
  const listed = ['ls-files', '-z', '--cached', '--others', '--exclude-standard']
  const files = execFileSync('git', listed, { cwd: root, encoding: 'utf8' }).split('\0')
  const packages = readdirSync(join(root, 'packages'))
  const copied = [...files.filter((file) => file !== ''), ...packages.map((name) => `packages/${name}/dist`)]
  for (const path of copied.filter((path) => existsSync(join(root, path)))) {
    mkdirSync(dirname(join(folder, path)), { recursive: true })
    cpSync(join(root, path), join(folder, path), { recursive: true })
  }
  const modules = join(folder, 'node_modules')
  mkdirSync(join(modules, '@oauth-tokens'), { recursive: true })
  for (const name of readdirSync(join(root, 'node_modules'))) {
    if (name !== '@oauth-tokens') symlinkSync(join(root, 'node_modules', name), join(modules, name))
  }
  for (const name of packages) {
    symlinkSync(join('../../packages', name), join(modules, '@oauth-tokens', name))
  }
  return {
    folder,
    run(command, ...args) {
      const env = { ...process.env, NO_COLOR: '1', TURBO_TELEMETRY_DISABLED: '1', DO_NOT_TRACK: '1' }
      const { status, stdout, stderr } = spawnSync(command, args, { cwd: folder, env, encoding: 'utf8' })
      return { status, output: stdout + stderr }
    },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  }
}
