import assert from 'node:assert/strict'
import { setTimeout as wait } from 'node:timers/promises'
import type { ContractContext } from './contract-context.ts'

/** Waits for a listener to hear of the connections, however it does, and fails if it hears of another. */
export async function hears(
  { exactClock, pass }: ContractContext,
  heard: string[],
  expected: string[],
): Promise<void> {
  for (let tries = 0; tries < 500 && !expected.every((id) => heard.includes(id)); tries++) {
    if (exactClock) await pass(100)
    await wait(exactClock ? 1 : 20)
  }
  assert.deepEqual([...new Set(heard)].sort(), expected.toSorted())
}
