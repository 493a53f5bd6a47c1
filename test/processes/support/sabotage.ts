import { execFileSync } from 'node:child_process'
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { extname, join } from 'node:path'

/** One place of the compiled core, and what is to stand there instead. */
export interface Patch {
  /** Relative to the core's `dist`. */
  file: string
  from: string
  to: string
}

const repository = join(import.meta.dirname, '../../..')

/**
 * Runs `work` on a copy of the build with one thing taken out of it.
 * @throws when the place is not there exactly once: a refactoring must not turn the sabotage off unnoticed
 */
export async function withSabotage<Result>(
  patch: Patch,
  work: (core: string) => Promise<Result>,
): Promise<Result> {
  const folder = mkdtempSync(join(tmpdir(), 'oauth-tokens-sabotaged-'))
  try {
    const modules = join(folder, 'node_modules')
    const scope = join(modules, '@oauth-tokens')
    mkdirSync(scope, { recursive: true })
    for (const name of readdirSync(join(repository, 'packages'))) copyPackage(name, join(scope, name))
    // Everything else is the repository's own.
    for (const name of readdirSync(join(repository, 'node_modules'))) {
      if (name === '@oauth-tokens' || name.startsWith('.')) continue
      symlinkSync(join(repository, 'node_modules', name), join(modules, name))
    }
    const core = join(scope, 'core')
    apply(patch, join(core, 'dist', patch.file))
    // The command has the core inside of it.
    execFileSync(process.execPath, [join(scope, 'cli/bundle.mjs')], { stdio: 'pipe' })
    return await work(core)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

function copyPackage(name: string, target: string): void {
  const source = join(repository, 'packages', name)
  mkdirSync(target)
  for (const part of ['package.json', 'bin', 'dist', ...(name === 'cli' ? ['src', 'bundle.mjs'] : [])]) {
    if (!existsSync(join(source, part))) continue
    const needed = (path: string) => !/\.(map|tsbuildinfo)$/.test(path) && !path.endsWith('.d.ts')
    cpSync(join(source, part), join(target, part), { recursive: true, filter: needed })
  }
  // What npm could not hoist.
  const own = join(source, 'node_modules')
  if (existsSync(own)) symlinkSync(own, join(target, 'node_modules'))
}

function apply({ from, to }: Patch, path: string): void {
  if (extname(path) !== '.js') throw new Error(`${path} is not compiled code.`)
  const code = readFileSync(path, 'utf8')
  const found = code.split(from).length - 1
  if (found !== 1) throw new Error(`The sabotage fits ${found} places of ${path}, not 1: ${from}`)
  writeFileSync(
    path,
    code.replace(from, () => to),
  )
}
