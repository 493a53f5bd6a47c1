// What very many connections cost in one process.
import { startChild } from '../shared/child.mjs'
import { figure, whole } from '../shared/figures.mjs'

const settings = {
  quick: { waiting: 500, held: 100 },
  full: { waiting: 100_000, held: 10_000 },
}

async function run(module, connections) {
  const child = await startChild(new URL(module, import.meta.url), { flags: ['--expose-gc'] })
  try {
    return await child.ask('run', connections)
  } finally {
    await child.end()
  }
}

export async function measure({ quick, log }) {
  const { waiting: many, held: some } = quick ? settings.quick : settings.full
  log(`memory: ${whole(many)} connections that wait`)
  const waiting = await run('waiting.mjs', many)
  log(`memory: ${whole(some)} connections whose token is held`)
  const held = await run('held.mjs', some)
  const microseconds = (milliseconds) => whole(milliseconds * 1000)
  return {
    title: 'Memory',
    method:
      'Connections in the embedded store, in one process. Waiting: `autoRefresh` knows when each of them is due, and holds no token. Held: its ' +
      'token of 755 characters is in memory; by default that is so for the 10,000 that were refreshed last. Memory is what the heap grew, after ' +
      'garbage collection.',
    tables: [
      {
        caption: `${whole(many)} connections that wait`,
        columns: ['', 'figure'],
        rows: [
          ['memory of a connection', `${whole(waiting.bytes)} bytes`],
          ['`autoRefresh` has started after', `${whole(waiting.milliseconds)} ms`],
          ['a save among the first tenth', `${microseconds(waiting.first)} µs`],
          [
            'a save among the last tenth',
            `${microseconds(waiting.last)} µs (${figure(waiting.last / waiting.first)} ×)`,
          ],
        ],
        says: `Nothing is decrypted at the start: a connection costs ${figure((waiting.milliseconds / many) * 1000)} µs to list.`,
      },
      {
        caption: `${whole(some)} connections whose token is held, bytes of each`,
        columns: ['', 'bytes'],
        rows: [
          ['oauth-tokens', whole(held.ours)],
          ['a Map of the token and its expiry alone', whole(held.limit)],
        ],
        says: `Beside the token, ${whole(held.ours - held.limit)} bytes are for what else is known of it: refresh token, scopes, expiries, and the answer it came in.`,
      },
    ],
    goals: [
      {
        what: `memory of a connection that waits, among ${whole(many)}`,
        wanted: '≤ 1,000 bytes',
        got: `${whole(waiting.bytes)} bytes`,
        met: waiting.bytes <= 1_000,
      },
      {
        what: 'memory of a connection whose token of 755 characters is held',
        wanted: '≤ 1,400 bytes',
        got: `${whole(held.ours)} bytes`,
        met: held.ours <= 1_400,
      },
    ],
  }
}
