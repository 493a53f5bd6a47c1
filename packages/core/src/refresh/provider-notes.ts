import type { Clock } from '../clock.ts'
import type { TokenStore } from '../store/token-store.ts'
import { insistently } from './insistently.ts'
import { merged, nothingNoted, type ProviderNote, readNote } from './provider-note.ts'

/** A note as it was read. */
export interface KnownNote {
  /** With what this process heard and the store has not taken. */
  note: ProviderNote
  /** The bytes in the store. */
  value?: string
}

/** The notes that all connections of a client share, in the store, and what this process remembers of them. */
export interface ProviderNotes {
  /** What is remembered, however old. Asks nobody. */
  remembered(key: string): ProviderNote
  /** Asks the store, unless it was asked less than a second ago. @throws StoreUnavailableError */
  read(key: string): Promise<KnownNote>
  /** Compares and replaces. Undefined: somebody else was first, and the next read asks. @throws StoreUnavailableError */
  replace(key: string, known: KnownNote, next: ProviderNote): Promise<KnownNote | undefined>
  /**
   * The first request of this process for a client goes alone: a crowd would learn nothing more from a refusal. Others
   * wait for its end, but not long. Answers what the first one is to call then; undefined for all others.
   */
  first(key: string): Promise<(() => void) | undefined>
  /** Something that this process heard: it knows at once, and the store if it can be told. Never throws. */
  hear(key: string, change: Change, storeNow: number): Promise<void>
}

/** The next note at a time of the store; undefined when nothing has to change. `value`: the bytes it was read from. */
export type Change = (note: ProviderNote, now: number, value?: string) => ProviderNote | undefined

const believed = 1_000
/** A first request that takes longer holds nobody else up, ms. */
const patience = 2_000
/** Notes in memory: more are read again when they are needed. */
const most = 1_000

interface Remembered extends KnownNote {
  readAt: number
}

export function providerNotes(store: TokenStore, clock: Clock): ProviderNotes {
  const memory = new Map<string, Remembered>()
  const reading = new Map<string, Promise<KnownNote>>()
  const heard = new Map<string, ProviderNote>()
  /** First requests by key; undefined once they have ended. */
  const firsts = new Map<string, Promise<void> | undefined>()

  const keep = (key: string, known: KnownNote): KnownNote => {
    memory.delete(key)
    memory.set(key, { ...known, readAt: clock.monotonic() })
    const [oldest] = memory.keys()
    if (memory.size > most && oldest !== undefined) memory.delete(oldest)
    return known
  }
  const ask = async (key: string): Promise<KnownNote> => {
    const { value } = await insistently(() => store.readNote(key))
    return {
      note: merged(readNote(value), heard.get(key) ?? nothingNoted),
      ...(value !== undefined && { value }),
    }
  }
  const swap = async (key: string, known: KnownNote, next: ProviderNote) => {
    const value = JSON.stringify(next)
    // What is being read may be older than what is written now.
    reading.delete(key)
    if (!(await store.swapNote(key, known.value, value))) {
      memory.delete(key)
      return undefined
    }
    reading.delete(key)
    heard.delete(key)
    return keep(key, { note: next, value })
  }

  return {
    remembered: (key) => merged(memory.get(key)?.note ?? nothingNoted, heard.get(key) ?? nothingNoted),

    read(key) {
      const known = memory.get(key)
      if (known && clock.monotonic() - known.readAt < believed) return Promise.resolve(known)
      const joined = reading.get(key)
      if (joined) return joined
      const work: Promise<KnownNote> = ask(key)
        .then((found) => (reading.get(key) === work ? keep(key, found) : found))
        .finally(() => {
          if (reading.get(key) === work) reading.delete(key)
        })
      reading.set(key, work)
      return work
    },

    replace: swap,

    async first(key) {
      const running = firsts.get(key)
      if (running) {
        await new Promise<void>((resolve) => {
          const cancel = clock.schedule(resolve, patience)
          running.then(() => {
            cancel()
            resolve()
          })
        })
      }
      if (firsts.has(key)) return undefined
      return new Promise((answer) => {
        const ended = new Promise<void>((resolve) => {
          answer(() => {
            firsts.set(key, undefined)
            resolve()
          })
        })
        firsts.set(key, ended)
      })
    },

    async hear(key, change, storeNow) {
      const known = memory.get(key)
      const learned = change(known?.note ?? nothingNoted, storeNow, known?.value)
      if (learned) {
        heard.set(key, learned)
        memory.delete(key)
      }
      try {
        const told = await insistently(async () => {
          for (let misses = 0; misses < 10; misses++) {
            const { value, now } = await store.readNote(key)
            const note = readNote(value)
            const next = change(note, now, value)
            if (!next || (await swap(key, { note, ...(value !== undefined && { value }) }, next))) return true
          }
          return false
        })
        // What could not be told the others will hear themselves; this process remembers until it is over.
        if (told) heard.delete(key)
      } catch {
        // Nor could this.
      }
    },
  }
}
