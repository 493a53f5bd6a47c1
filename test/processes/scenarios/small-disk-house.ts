import { join } from 'node:path'
import { connectionOf, type House, importPair, withHouse } from '../support/house.ts'
import { type SmallDisk, withSmallDisk } from '../support/small-disk.ts'
import type { Worker, WorkerSettings } from '../support/worker.ts'

export interface SmallDiskHouse {
  house: House
  disk: SmallDisk
  connection: string
  /** A process whose store is on the small disk, and its rescue folder too if `rescueThere`. */
  start(settings?: Partial<WorkerSettings> & { rescueThere?: boolean }): Worker
}

/** A house whose store lies on a small disk and holds one connection with an expired access token. */
export function withStoreOnSmallDisk<Result>(
  core: string,
  work: (parts: SmallDiskHouse) => Promise<Result>,
): Promise<Result> {
  return withSmallDisk((disk) =>
    withHouse({ core, accounts: 2 }, async (house) => {
      const [account = ''] = house.accounts
      const start: SmallDiskHouse['start'] = ({ rescueThere = false, ...settings } = {}) => {
        const options = {
          store: `file:${join(disk.path, 'store')}`,
          ...(rescueThere && { rescueDir: join(disk.path, 'rescue') }),
        }
        const events = ['rescued', 'recovered', 'degraded']
        return house.start({ events, ...settings, options }, disk.wrapping)
      }
      const keeper = start()
      await importPair(keeper, house, account, { expired: true })
      await keeper.call('close')
      await keeper.kill()
      return await work({ house, disk, connection: connectionOf(account), start })
    }),
  )
}
