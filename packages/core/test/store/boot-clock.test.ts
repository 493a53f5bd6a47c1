import { expect, it } from 'vitest'
import { storeClock } from '../../src/store/file/boot-clock.ts'
import { Connection } from '../../src/store/file/connection.ts'
import { temporaryFolder } from './temporary-folder.ts'

/** A machine whose clocks are set by hand. */
async function machine() {
  const { database } = await new Connection(temporaryFolder()).opened()
  const state = { boot: 'boot-1', monotonic: 5000, wall: 9_000_000_000_000 }
  const start = () => {
    const { boot } = state
    return storeClock(database, { boot, monotonic: () => state.monotonic }, () => state.wall)
  }
  return { database, state, start }
}

it('starts with the wall clock and follows the monotonic clock', async () => {
  const { state, start } = await machine()
  const now = start()
  expect(now()).toBe(9_000_000_000_000)
  state.monotonic += 1234.7
  expect(now()).toBe(9_000_000_001_234)
})

it('gives two processes of a boot the same time, whatever is done to the wall clock', async () => {
  const { state, start } = await machine()
  const first = start()
  state.monotonic += 1000
  state.wall -= 3_600_000
  const second = start()
  expect(second()).toBe(first())
  state.wall += 7_200_000
  expect(start()()).toBe(first())
})

it('does not fall behind the start of the last boot after a reboot with a wall clock set back', async () => {
  const { state, start } = await machine()
  const before = start()()
  Object.assign(state, { boot: 'boot-2', monotonic: 3, wall: 1000 })
  const now = start()
  expect(now()).toBe(before)
  state.monotonic += 10
  expect(now()).toBe(before + 10)
})

it('goes on with the wall clock after a reboot', async () => {
  const { state, start } = await machine()
  start()
  Object.assign(state, { boot: 'boot-2', monotonic: 3, wall: 9_000_000_500_000 })
  expect(start()()).toBe(9_000_000_500_000)
})

it('goes by the wall clock where no boot can be told', async () => {
  const { database } = await machine()
  expect(storeClock(database, undefined, () => 77.9)()).toBe(77)
})
