import { execFileSync } from 'node:child_process'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { temporaryFolder } from './temporary-folder.ts'

/** How a process may mount something that nobody else sees, or why it may not. */
function mounting(folder: string): { flags: string[] } | { reason: string } {
  let reason = ''
  for (const flags of [['-m'], ['-rm']]) {
    try {
      execFileSync('unshare', [...flags, 'mount', '-t', 'tmpfs', 'tmpfs', folder], { stdio: 'pipe' })
      return { flags }
    } catch (error) {
      reason = String((error as Error).message).trim()
    }
  }
  return { reason: `no mount namespaces here: ${reason}` }
}

it('says that the disk is full or read-only, keeps what it had, and goes on when there is space', ({
  skip,
}) => {
  const folder = temporaryFolder()
  const how = mounting(folder)
  if ('reason' in how) {
    if (process.env['CI']) throw new Error(how.reason)
    console.warn(`skipped: ${how.reason}`)
    skip(how.reason)
  } else {
    const fixture = join(import.meta.dirname, 'fixtures/full-disk.mjs')
    const output = execFileSync('unshare', [...how.flags, process.execPath, fixture, folder], {
      encoding: 'utf8',
    })
    const full = {
      name: 'StoreUnavailableError',
      code: 'store_full',
      message: expect.stringMatching(/disk is full/),
    }
    expect(JSON.parse(output)).toMatchObject({
      created: full,
      first: true,
      full,
      authorization: full,
      kept: true,
      after: true,
      readOnly: { name: 'StoreUnavailableError', code: expect.stringMatching(/^store_(denied|read_only)$/) },
      noFolder: { name: 'StoreUnavailableError', code: 'store_read_only' },
    })
  }
}, 30_000)
