import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { connectionOf, type House } from '../support/house.ts'
import type { Worker } from '../support/worker.ts'

const allEvents = ['issued', 'refreshed', 'refresh-failed', 'degraded', 'in-doubt', 'recovered', 'rescued']

/**
 * A process whose store is locked just when it wants to save: its tokens are in the rescue folder. It still runs, and
 * has the store open; it is to be killed.
 */
export async function rescueOne(house: House, account: string, configDir: string): Promise<Worker> {
  const options = { configDir, timeouts: { store: 1 } }
  const worker = house.start({ stop: { step: 'answered', by: 'wait' }, events: allEvents, options })
  const asked = worker.getTokenSet(connectionOf(account))
  await worker.reached('answered')
  const path = join(house.store, 'tokens.db')
  const lock = spawn(process.execPath, [join(import.meta.dirname, '../fixtures/lock.mjs'), path])
  house.owns(lock)
  await once(lock.stdout, 'data')
  worker.goOn()
  const { error } = await asked
  if (error) throw new Error(`Not rescued: ${error.message}`)
  // A failure that is printed whole, too.
  await worker.getTokenSet('zalo-oa:nobody')
  // Its retries of the save would take the set out of the rescue folder as soon as they can.
  worker.stop()
  lock.stdin.end()
  await once(lock, 'exit')
  return worker
}
