import { setImmediate as nextTurn } from 'node:timers/promises'

const longest = 5
let began: number | undefined

/**
 * SQLite's work is synchronous, and a promise that is settled already does not let timers and sockets in between: a
 * run of operations would stop them all. So it is interrupted when it has kept this turn of the event loop for 5 ms.
 */
export async function shareEventLoop(): Promise<void> {
  if (began === undefined) {
    began = performance.now()
    setImmediate(() => {
      began = undefined
    })
  }
  while (began !== undefined && performance.now() - began > longest) await nextTurn()
}
