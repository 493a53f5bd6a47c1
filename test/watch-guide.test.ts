import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { english } from '../packages/cli/src/language/language.ts'
import { parseArgv } from '../packages/cli/src/parse-argv.ts'
import { timeouts } from '../packages/core/src/refresh/timeouts.ts'
import { blocksOf } from './support/documents.ts'

const analyze = '/usr/bin/systemd-analyze'
const folder = mkdtempSync(join(tmpdir(), 'oauth-tokens-guide-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** How long an answer that came at the last moment may take to be saved, ms: see `close` of the manager. */
const saving = 15_000

/** What systemd has to say of a unit; it does so with status 0. */
function faultsOf(unit: string): string {
  const path = join(folder, 'oauth-tokens.service')
  writeFileSync(path, unit)
  return spawnSync(analyze, ['verify', '--man=no', path], { encoding: 'utf8' }).stderr
}

describe.each(['docs/watch.md', 'docs/watch.vi.md'])('the recipes of %s', (document) => {
  const [unit = '', dropIn = ''] = blocksOf(document, 'ini').map(({ code }) => code)
  const [compose = ''] = blocksOf(document, 'yaml').map(({ code }) => code)

  it('give the command more time to stop than a call of a provider, and the save after it, may take', () => {
    const longest = timeouts().provider + saving
    const seconds = [/^TimeoutStopSec=(\d+)$/m.exec(unit), /^ +stop_grace_period: (\d+)s$/m.exec(compose)]
    for (const found of seconds) expect(Number(found?.[1]) * 1000).toBeGreaterThan(longest)
  })

  it('start the command as it is called', () => {
    const start = /^ExecStart=\S+\/oauth-tokens (.+)$/m.exec(unit)?.[1] ?? ''
    expect(parseArgv(start.split(' '), { language: english })).toMatchObject({ command: 'watch' })
    const [dockerfile = ''] = blocksOf(document, 'dockerfile').map(({ code }) => code)
    const words = JSON.parse(/^CMD (.+)$/m.exec(dockerfile)?.[1] ?? '[]')
    expect(parseArgv(words, { language: english })).toMatchObject({ command: 'watch' })
  })

  it.runIf(existsSync(analyze) || process.env.CI)('have a unit in which systemd finds no fault', () => {
    // The command is not installed where the unit looks for it.
    const whole = `${unit}\n${dropIn}`.replace(/^ExecStart=\S+/m, 'ExecStart=/bin/true')
    expect(faultsOf(whole)).toBe('')
    expect(faultsOf(whole.replace('KillMode=mixed', 'KillMode=gently'))).toContain('gently')
  })
})
