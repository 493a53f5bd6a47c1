import { spawnSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

const core = join(import.meta.dirname, '..')
const folder = mkdtempSync(join(tmpdir(), 'oauth-tokens-peer-'))
const modules = join(folder, 'node_modules')
const link = (name: string) => {
  mkdirSync(dirname(join(modules, name)), { recursive: true })
  symlinkSync(join(core, '../../node_modules', name), join(modules, name))
}

/** The package as built, beside what it depends on and none of its optional peers. */
beforeAll(() => {
  const installed = join(modules, '@oauth-tokens/core')
  for (const part of ['package.json', 'dist']) {
    cpSync(join(core, part), join(installed, part), { recursive: true })
  }
  const manifest = JSON.parse(readFileSync(join(core, 'package.json'), 'utf8')) as {
    dependencies: Record<string, string>
  }
  for (const name of Object.keys(manifest.dependencies)) link(name)
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

function imported(specifier: string, then: string): { stdout: string; stderr: string } {
  const script = `const imported = await import('${specifier}'); ${then}`
  return spawnSync(process.execPath, ['--input-type=module', '--eval', script], {
    cwd: folder,
    encoding: 'utf8',
    timeout: 30_000,
  })
}

describe('@opentelemetry/api', () => {
  it('is not needed by the main entry and the container', () => {
    for (const [specifier, name] of [
      ['@oauth-tokens/core', 'createTokenManager'],
      ['@oauth-tokens/core/container', 'createContainer'],
    ] as const) {
      const { stdout, stderr } = imported(specifier, `console.log(typeof imported.${name})`)
      expect(stdout, stderr).toBe('function\n')
    }
  })

  it('is named when the subpath that needs it is imported without it, and that works with it', () => {
    const use = 'imported.openTelemetry().event({ type: "issued", provider: "fake" }); console.log("told")'
    const { stderr } = imported('@oauth-tokens/core/opentelemetry', use)
    expect(stderr).toContain("Cannot find package '@opentelemetry/api'")
    link('@opentelemetry/api')
    const { stdout } = imported('@oauth-tokens/core/opentelemetry', use)
    expect(stdout).toBe('told\n')
  })
})
