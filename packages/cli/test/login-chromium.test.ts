import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'
import { start, temporaryFolder } from './support/run-command.ts'
import { firstOa, openHouse } from './support/sandbox-house.ts'

const chromium = ['/usr/bin/chromium', '/usr/bin/google-chrome'].find((path) => existsSync(path))

/** Visits an address as a person would; returns the page that it ends on, and what the browser has to say about it. */
async function visit(address: string): Promise<{ page: string; complaints: string[] }> {
  const { stdout, stderr } = await promisify(execFile)(chromium ?? '', [
    '--headless=new',
    '--no-sandbox',
    '--disable-gpu',
    `--user-data-dir=${temporaryFolder()}`,
    '--enable-logging=stderr',
    '--dump-dom',
    address,
  ])
  return { page: stdout, complaints: stderr.split('\n').filter((line) => line.includes('CONSOLE')) }
}

test.skipIf(chromium === undefined && !process.env.CI)(
  'a login through Chromium ends on a page that it shows as it was meant, and on a connection',
  async () => {
    const house = await openHouse()
    let seen: ReturnType<typeof visit> | undefined
    const login = start(['login', 'zalo-oa', '--lang', 'vi'], {
      ...house,
      openBrowser: async (url) => {
        seen = visit(`${url}&auto=allow`)
        return true
      },
    })
    expect(await login.finished).toMatchObject({ status: 0, stdout: `zalo-oa:${firstOa}\n` })
    const { page, complaints } = (await seen) ?? { page: '', complaints: [] }
    expect(page).toContain('<html lang="vi">')
    expect(page).toMatch(/<h1>Đã kết nối<\/h1>\s*<p>Tiệm Bánh Mì Cô Ba/)
    // Such as a style or an icon that the page's own policy forbids.
    expect(complaints.filter((line) => !line.includes('favicon'))).toEqual([])
    await house.close()
  },
)
