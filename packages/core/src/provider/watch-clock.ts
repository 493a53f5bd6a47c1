import type { Clock } from '../clock.ts'
import type { Logger } from '../logger.ts'
import type { ProviderAdapter, RedeemOutcome } from './provider.ts'
import type { ProviderSource } from './provider-source.ts'

/** Milliseconds: less is the delay of an answer, or a clock that nobody has to get up for. */
const tolerated = 5 * 60_000

/** Compares this machine's clock with what providers' answers tell, and says once for each if it is far off. */
export function watchClock(find: ProviderSource, clock: Clock, logger: Logger): ProviderSource {
  const told = new Set<string>()
  const compare = ({ id }: ProviderAdapter, { serverTime }: RedeemOutcome) => {
    if (serverTime === undefined || told.has(id)) return
    const ahead = clock.now() - serverTime
    if (Math.abs(ahead) <= tolerated) return
    told.add(id)
    const minutes = Math.round(Math.abs(ahead) / 60_000)
    const distance = minutes < 120 ? `${minutes} min` : `${Math.round(minutes / 60)} h`
    logger.error(
      `This machine's clock is ${distance} ${ahead > 0 ? 'ahead of' : 'behind'} the clock of ${id}. ` +
        'Set it (timedatectl set-ntp true): expiries are counted by it, and a later correction makes tokens look fresher than they are.',
    )
  }
  const watched = new WeakMap<ProviderAdapter, ProviderAdapter>()
  const watch = (adapter: ProviderAdapter): ProviderAdapter => {
    const noted = (outcome: RedeemOutcome) => {
      compare(adapter, outcome)
      return outcome
    }
    const { clientCredentials } = adapter
    // By its prototype: some of an adapter is not enumerable.
    return Object.create(adapter, {
      exchange: { value: async (request: never) => noted(await adapter.exchange(request)) },
      refresh: { value: async (request: never) => noted(await adapter.refresh(request)) },
      ...(clientCredentials && {
        clientCredentials: { value: async (request: never) => noted(await clientCredentials(request)) },
      }),
    }) as ProviderAdapter
  }
  return async (id) => {
    const adapter = await find(id)
    const known = watched.get(adapter) ?? watch(adapter)
    watched.set(adapter, known)
    return known
  }
}
