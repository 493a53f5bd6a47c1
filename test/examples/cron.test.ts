import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { demoApp, type Sandbox, startSandbox } from '@oauth-tokens/sandbox'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { root } from '../support/documents.ts'
import { type Home, newHome, printed, start } from '../support/example.ts'
import { breadShop, day, logIn, zaloSettings } from '../support/example-zalo.ts'

const analyze = '/usr/bin/systemd-analyze'

let sandbox: Sandbox
beforeEach(async () => {
  sandbox = await startSandbox()
})
afterEach(() => sandbox.close())

describe('a cron job', () => {
  let home: Home
  beforeEach(async () => {
    home = newHome('cron', { OWNER: 'owner@shop.example', OA: `zalo-oa:${breadShop.id}` })
    const settings = Object.entries(zaloSettings(sandbox)).map(([variable, value]) => `${variable}=${value}`)
    writeFileSync(join(home.cwd, '.env'), settings.join('\n'), { mode: 0o600 })
    home.env.ZALO_OA_BASE_URL = sandbox.zaloUrl
    mkdirSync(join(home.cwd, 'bin'))
    writeFileSync(join(home.cwd, 'bin/mail'), '#!/bin/sh\n{ echo "$@"; cat; } >> mails\n', { mode: 0o755 })
  })

  const minute = () => start(join(home.cwd, 'followers.sh'), [], { ...home, cwd: '/' }).finished
  const file = (path: string) =>
    readdirSync(home.cwd).includes(path) ? readFileSync(join(home.cwd, path), 'utf8') : ''
  const written = expect.stringMatching(/^\d{4}-\d\d-\d\d,1024\n$/)
  const quiet = { status: 0, stdout: '', stderr: '' }

  it('does its work once a day', async () => {
    await logIn(sandbox, home, breadShop.id)
    expect(await minute()).toEqual(quiet)
    expect(file('followers.csv')).toEqual(written)
    sandbox.faults.add({ kind: 'status', path: 'getoa', times: 'always' })
    expect(await minute()).toEqual(quiet)
    expect(file('followers.csv')).toEqual(written)
  })

  it('tries again the next minute when Zalo is not reachable', async () => {
    await logIn(sandbox, home, breadShop.id)
    sandbox.clock.advance(day)
    sandbox.faults.add({ kind: 'reset-before', path: 'token' })
    expect(await minute()).toMatchObject({ status: 0, stderr: expect.stringContaining('next attempt') })
    expect([file('followers.csv'), file('mails')]).toEqual(['', ''])
    // Not before the pause that follows a failure is over.
    const nextMinute = async () => {
      await minute()
      return file('followers.csv')
    }
    await expect.poll(nextMinute, { timeout: 60_000 }).toEqual(written)
    expect(sandbox.stats().totals).toMatchObject({ replays: 0 })
  })

  it('mails the owner a link, once, when the consent has ended, and goes on after it', async () => {
    await logIn(sandbox, home, breadShop.id)
    sandbox.zalo.revokeApp(demoApp.appId, breadShop.id)
    for (const _ of [1, 2]) {
      expect(await minute()).toMatchObject({ status: 0, stderr: expect.stringContaining('consent') })
    }
    const [, ...again] = file('mails').matchAll(/owner@shop\.example/g)
    expect(again).toEqual([])
    const link = /^http:.*$/m.exec(file('mails'))?.[0] ?? expect.fail('no link in the mail')
    await printed(home, 'callback', sandbox.zalo.authorize(link, { oaId: breadShop.id }))
    expect(await minute()).toEqual(quiet)
    expect(file('followers.csv')).toEqual(written)
  })

  it('ends with the status of what somebody must mend, and with what Zalo says of a call', async () => {
    expect(await minute()).toMatchObject({ status: 3, stderr: expect.stringContaining('zalo-oa') })
    await logIn(sandbox, home, breadShop.id)
    sandbox.faults.add({ kind: 'error-body', path: 'getoa', code: -221 })
    expect(await minute()).toMatchObject({ status: 1, stderr: expect.stringContaining('-221') })
  })

  it.runIf(existsSync(analyze) || process.env.CI)('has units in which systemd finds no fault', () => {
    const unit = (name: string) => readFileSync(join(root, 'examples/cron', name), 'utf8')
    const verify = (service: string) => {
      // The script is not where the unit looks for it.
      writeFileSync(
        join(home.cwd, 'followers.service'),
        service.replace(/^ExecStart=.*/m, 'ExecStart=/bin/true'),
      )
      const options = { cwd: home.cwd, encoding: 'utf8' } as const
      return spawnSync(analyze, ['verify', '--man=no', './followers.timer'], options).stderr
    }
    expect(verify(unit('followers.service'))).toBe('')
    expect(verify(unit('followers.service').replace('oneshot', 'never'))).toContain('never')
  })
})
