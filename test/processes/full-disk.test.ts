import { readdirSync } from 'node:fs'
import type { Connection } from '@oauth-tokens/core'
import { describe, expect, test } from 'vitest'
import { type SmallDiskHouse, withStoreOnSmallDisk } from './scenarios/small-disk-house.ts'
import { connectionOf, type House, importPair, realCore } from './support/house.ts'
import { whyNoSmallDisk } from './support/small-disk.ts'

const impossible = await whyNoSmallDisk()

if (impossible) {
  test('a small disk for these tests can be mounted', (context) => {
    // On a developer's machine that is no failure; a continuous integration that skips it would hide one.
    if (process.env['CI']) throw new Error(impossible)
    context.skip(impossible)
  })
}

const redemptions = ({ sandbox }: House) => sandbox.stats().totals.redemptions

/** A process that has the provider's answer in hand when its disk gets full; then it goes on. */
async function answeredOnFullDisk({ disk, connection, start }: SmallDiskHouse, rescueThere = false) {
  const worker = start({ stop: { step: 'answered', by: 'wait' }, rescueThere })
  const asked = worker.getTokenSet(connection)
  await worker.reached('answered')
  disk.fill()
  worker.goOn()
  const { value: set, error } = await asked
  if (!set) throw new Error(`No token: ${error?.message}`)
  return { worker, set }
}

describe.skipIf(impossible)('A full disk', () => {
  test('I2: when the store is full, the answer goes to the rescue folder, and the next process stores it', () =>
    withStoreOnSmallDisk(realCore, async (parts) => {
      const { house, disk, connection, start } = parts
      const { worker, set } = await answeredOnFullDisk(parts)
      expect(set).not.toHaveProperty('unsaved')
      expect(house.sandbox.zalo.isLive(set.accessToken)).toBe(true)
      await worker.line(({ event }) => event === 'rescued')
      expect(readdirSync(house.rescue)).toHaveLength(1)
      await worker.kill()

      disk.free()
      const heir = start()
      const { value: promoted } = await heir.getTokenSet(connection)
      expect(promoted).toMatchObject({ accessToken: set.accessToken, generation: 2 })
      expect(readdirSync(house.rescue)).toEqual([])
      expect(redemptions(house)).toBe(1)
    }))

  test('I2: the process that rescued a token set stores it by itself once there is space', () =>
    withStoreOnSmallDisk(realCore, async (parts) => {
      const { house, disk, connection, start } = parts
      const { worker, set } = await answeredOnFullDisk(parts)
      await worker.line(({ event }) => event === 'rescued')
      disk.free()
      await worker.line(({ event }) => event === 'recovered')
      expect(readdirSync(house.rescue)).toEqual([])
      const { value: found } = await start().getTokenSet(connection)
      expect(found).toMatchObject({ accessToken: set.accessToken, generation: 2 })
      expect(redemptions(house)).toBe(1)
    }))

  test('I2: when store and rescue folder are full, the token is served as unsaved, and close() waits for the save', () =>
    withStoreOnSmallDisk(realCore, async (parts) => {
      const { house, disk, connection, start } = parts
      const { worker, set } = await answeredOnFullDisk(parts, true)
      expect(set).toMatchObject({ unsaved: true, generation: 2 })
      const closed = worker.call('close')
      disk.free()
      expect(await closed).not.toHaveProperty('error')
      await worker.kill()
      const { value: found } = await start().call<Connection>('connection', connection)
      expect(found).toMatchObject({ generation: 2, status: 'active' })
      expect(redemptions(house)).toBe(1)
    }))

  test('I2: a first token set that the full store did not take is in the rescue folder, and the next process stores it', () =>
    withStoreOnSmallDisk(realCore, async ({ house, disk, start }) => {
      const [, account = ''] = house.accounts
      const worker = start()
      await worker.ready()
      disk.fill()
      const { accessToken } = await importPair(worker, house, account, { expired: false })
      expect(readdirSync(house.rescue)).toHaveLength(1)
      await worker.kill()

      disk.free()
      const { value: set } = await start().getTokenSet(connectionOf(account))
      expect(set).toMatchObject({ accessToken, generation: 1 })
      expect(readdirSync(house.rescue)).toEqual([])
      expect(redemptions(house)).toBe(0)
    }))

  test('I2: when the intent does not fit on the disk, nothing is sent', () =>
    withStoreOnSmallDisk(realCore, async ({ house, disk, connection, start }) => {
      const worker = start({ stop: { step: 'leased', by: 'wait' } })
      const asked = worker.getTokenSet(connection)
      await worker.reached('leased')
      disk.fill()
      worker.goOn()
      const { error } = await asked
      expect(error).toMatchObject({ name: 'StoreUnavailableError', code: 'store_full' })
      expect(error?.message).toContain('Free some space')
      expect(worker.trace).toEqual(['leased'])
      expect(redemptions(house)).toBe(0)
      await worker.kill()

      disk.free()
      const { value: set } = await start().getTokenSet(connection)
      expect(set).toMatchObject({ generation: 2 })
      expect(redemptions(house)).toBe(1)
    }))

  test('I6: a store on a read-only disk is an unavailable store, and nothing is sent', () =>
    withStoreOnSmallDisk(realCore, async ({ house, disk, connection, start }) => {
      disk.makeReadOnly()
      const { error } = await start().getTokenSet(connection)
      expect(error).toMatchObject({ name: 'StoreUnavailableError' })
      expect(redemptions(house)).toBe(0)
    }))
})
