import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { beforeAll, describe, expect, test } from 'vitest'
import { withoutRedis } from '../packages/core/test/support/services/redis.ts'

const bench = join(import.meta.dirname, '../bench/run.mjs')
const run = promisify(execFile)

describe.skipIf(withoutRedis())('The bench, in its short form that needs no peers', () => {
  let printed = ''
  beforeAll(async () => {
    printed = (await run(process.execPath, [bench, '--quick'])).stdout
  })

  /** The figures of a row of a table, found by the table's caption and the row's first cell. */
  const figures = (caption: string, first: string) => {
    const [, below = ''] = printed.split(caption)
    const line = below.split('\n').find((text) => text.startsWith(`| ${first} |`)) ?? ''
    return line
      .split('|')
      .slice(2, -1)
      .map((cell) => cell.trim())
  }

  test('puts the fresh path beside its limit', () => {
    const [multiple, , bytes] = figures('**A call, as a multiple', 'oauth-tokens')
    expect(multiple).toMatch(/^[\d.,]+ × \([\d,]+ ns\)$/)
    // What a call allocates hangs on the code alone, not on the machine.
    expect(Number(bytes)).toBeGreaterThan(100)
    expect(Number(bytes)).toBeLessThan(400)
  })

  test('counts one redemption of a storm in two processes, and no caller that failed', () => {
    const good = expect.stringMatching(/^1 \/ 0 \/ \d+ ms$/)
    expect(figures('**2 processes', 'oauth-tokens')).toEqual(['Redis', good, good])
  })

  test('weighs a connection that waits', () => {
    const [bytes = ''] = figures('connections that wait**', 'memory of a connection')
    expect(bytes).toMatch(/^\d+ bytes$/)
    expect(Number.parseInt(bytes, 10)).toBeLessThan(1_000)
  })

  test('starts the command, and sees that it prints the token', () => {
    const commands = ['node -e 0', '--version', '--help', 'token, fresh', 'token, with a configuration file']
    for (const command of commands) {
      const [multiple, milliseconds] = figures('**A run of the command', command)
      expect(multiple).toMatch(/^\d+\.\d+ ×$/)
      expect(Number(milliseconds)).toBeGreaterThan(1)
    }
  })
})

test('The bench says which parts there are', async () => {
  const failed = run(process.execPath, [bench, 'nothing'])
  await expect(failed).rejects.toMatchObject({
    code: 2,
    stderr: expect.stringContaining('fresh, storm, memory, startup'),
  })
})
