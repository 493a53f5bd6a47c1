import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { demoZaloPayApp, demoZohoUsers } from '@oauth-tokens/sandbox'
import { describe, expect, it } from 'vitest'
import { freePort, startRedis, withoutRedis } from '../../packages/core/test/support/services/redis.ts'
import { blocksOf, documents, headingsOf, textOf } from '../support/documents.ts'
import { type Home, newHome, type Running, start } from '../support/example.ts'

describe('the README of an example', () => {
  const readmes = documents.filter((document) => document.startsWith('examples/'))
  /** What it shows for somebody without an account, in a shell like theirs. */
  const session = (
    example: string,
    env: Record<string, string> = {},
    edit = (script: string) => script,
  ): Running & Home => {
    const [, block] = textOf(`examples/${example}/README.md`).split('<!-- test: try -->')
    const script = /```sh\n(.*?)```/s.exec(block ?? '')?.[1] ?? expect.fail(`nothing to try in ${example}`)
    const home = newHome(example, env)
    return { ...home, ...start('bash', ['-eu', '-o', 'pipefail', '-c', edit(script)], home) }
  }
  const output = async (running: Running) => {
    const { status, stdout, stderr } = await running.finished
    expect({ status, stderr: status === 0 ? '' : stderr }).toEqual({ status: 0, stderr: '' })
    return stdout
  }

  it('of two-oas shows how to start the app', async () => {
    const PORT = `${await freePort()}`
    await session('two-oas', { PORT }).said('Open http://127.0.0.1:8910/connect')
    const authorization = `Basic ${Buffer.from('staff:open-sesame').toString('base64')}`
    const answer = await fetch(`http://127.0.0.1:${PORT}/connect`, {
      headers: { authorization },
      redirect: 'manual',
    })
    expect(answer.headers.get('location')).toContain('/zalo/v4/oa/permission')
  })

  it('of cron shows a job that notes 1024 followers', async () => {
    expect(await output(session('cron'))).toMatch(/^\d{4}-\d\d-\d\d,1024$/m)
  })

  it('of zoho-crm shows a script that names two organizations', async () => {
    const told = await output(session('zoho-crm'))
    for (const { zuid, orgName } of demoZohoUsers.slice(0, 2))
      expect(told).toContain(`zoho:${zuid}  ${orgName}`)
  })

  it('of zalopay-mini-app shows how to start the backend, and what plays the mini app', async () => {
    const PORT = `${await freePort()}`
    const running = session('zalopay-mini-app', { PORT })
    await running.said('Listening')
    const settings = readFileSync(join(running.cwd, '.env'), 'utf8')
    const url = new URL('/_sandbox/zalopay/code', /ZALOPAY_BASE_URL='(.*)'/.exec(settings)?.[1])
    const made = await fetch(url, { method: 'POST', body: '{}' })
    const { data, codeVerifier } = (await made.json()) as { data: { code: string }; codeVerifier: string }
    const body = JSON.stringify({ code: data.code, codeVerifier })
    const login = await fetch(`http://127.0.0.1:${PORT}/zalopay/login`, { method: 'POST', body })
    expect(await login.json()).toMatchObject({ name: demoZaloPayApp.users[0]?.displayName })
  })

  it.skipIf(withoutRedis())('of workers shows four workers', async () => {
    const redis = await startRedis()
    try {
      // The port of the block is the usual one.
      const told = await output(session('workers', {}, (script) => script.replace('6379', `${redis.port}`)))
      expect(told.match(/^worker \d: \d+ sent$/gm)).toHaveLength(40)
      expect(told).toMatch(/generation 2/)
    } finally {
      await redis.stop()
    }
  })

  it.each(readmes.filter((name) => name.endsWith('.vi.md')))(
    '%s shows what the English one shows',
    (vietnamese) => {
      const english = vietnamese.replace('.vi.md', '.md')
      const code = (document: string) => blocksOf(document).map(({ code }) => code.replaceAll(/#.*/g, ''))
      expect(code(vietnamese)).toEqual(code(english))
      const levels = (document: string) => headingsOf(document).map(({ level }) => level)
      expect(levels(vietnamese)).toEqual(levels(english))
    },
  )
})
