import type { Clock } from '../clock.ts'
import { phrase } from '../phrase.ts'
import type { TokenStore } from '../store/token-store.ts'
import type { StoreCheck } from './store-check.ts'
import { type Trial, trialRecord } from './trial.ts'

/** How far two clocks may be apart, ms: a token is renewed at least a minute before its end. */
const tolerable = 30_000
const samples = 7

export function guaranteeOf({ guarantee }: TokenStore): StoreCheck {
  if (guarantee === 'atomic')
    return {
      check: 'guarantee',
      ok: true,
      detail: phrase`The store is atomic: any number of processes may use it.`,
    }
  return {
    check: 'guarantee',
    ok: false,
    detail: phrase`The store is best-effort: it keeps the callers of one process apart, and not two processes.`,
    advice: phrase`Use it from one process only, with reusable refresh tokens (single-use ones are refused unless allowBestEffort is set). For more, use redis://, postgres:// or file:.`,
  }
}

export async function durabilityOf(store: TokenStore): Promise<StoreCheck[]> {
  if (!store.durable) {
    return [
      {
        check: 'durability',
        ok: false,
        detail: phrase`The store is gone with this process, and every token with it.`,
        advice: phrase`For tokens that are to outlive it use file:, redis:// or postgres://.`,
      },
    ]
  }
  const warnings = (await store.warnings?.()) ?? []
  if (warnings.length === 0) {
    const detail = phrase`What the store acknowledged outlives this process; no setting that endangers it was seen.`
    return [{ check: 'durability', ok: true, detail }]
  }
  return warnings.map((warning) => ({ check: 'durability', ok: false, ...warning }))
}

/** By the answer that came fastest: it was made closest to the time that it tells. */
export async function clockOf({ store, clock, key }: Trial): Promise<StoreCheck> {
  if (!store.wallClock) {
    const detail = phrase`The store goes by a clock of this machine: there is nothing to compare.`
    return { check: 'clock', ok: true, detail }
  }
  const place = key()
  let best = { took: Number.POSITIVE_INFINITY, offset: 0 }
  for (let sample = 0; sample < samples; sample++) {
    const before = clock.monotonic()
    const began = clock.now()
    const { now } = await store.readNote(place)
    const took = clock.monotonic() - before
    if (took < best.took) best = { took, offset: began + took / 2 - now }
  }
  const seconds = (Math.abs(best.offset) / 1000).toFixed(1)
  const behind = best.offset < 0
  if (Math.abs(best.offset) <= tolerable) {
    const detail = behind
      ? phrase`The clock of this machine is ${seconds} s behind that of the store.`
      : phrase`The clock of this machine is ${seconds} s ahead of that of the store.`
    return { check: 'clock', ok: true, detail }
  }
  return {
    check: 'clock',
    ok: false,
    detail: behind
      ? phrase`The clock of this machine is ${seconds} s behind that of the store: tokens are renewed too late, or too often.`
      : phrase`The clock of this machine is ${seconds} s ahead of that of the store: tokens are renewed too late, or too often.`,
    advice: phrase`Set both clocks right (NTP): expiries are judged by that of this machine.`,
  }
}

/** Medians, of which a verdict would say more about the machine than about the store. */
export async function latencyOf({ store, clock, connection }: Trial): Promise<StoreCheck> {
  const id = connection()
  const reading = await median(clock, () => store.read(id))
  let generation = 0
  const writing = await median(clock, async () => {
    const previous = generation === 0 ? undefined : trialRecord(id, generation)
    await store.save(id, previous, trialRecord(id, ++generation))
  })
  const detail = phrase`A read takes ${shown(reading)} ms, a save ${shown(writing)} ms (medians of ${samples}).`
  return { check: 'latency', ok: true, detail }
}

async function median(clock: Clock, work: () => Promise<unknown>): Promise<number> {
  const times: number[] = []
  for (let sample = 0; sample < samples; sample++) {
    const began = clock.monotonic()
    await work()
    times.push(clock.monotonic() - began)
  }
  return times.toSorted((one, other) => one - other)[Math.floor(samples / 2)] ?? 0
}

function shown(milliseconds: number): string {
  return milliseconds < 10 ? milliseconds.toFixed(1) : milliseconds.toFixed(0)
}
