import type { Cipher } from '../cipher/cipher.ts'
import type { ProviderAdapter } from '../provider/provider.ts'
import type { Failure } from './backoff.ts'
import type { Context } from './context.ts'
import { cleared, heldBy, needsProbe, noted, type ProviderNote, probing } from './provider-note.ts'
import type { KnownNote } from './provider-notes.ts'

/** How the client of a connection stands with the host that its refresh tokens go to: the same for all who share both. */
export interface ClientStanding {
  /** What is remembered of it here. Asks nobody. */
  remembered(): ProviderNote
  /** What the store says. @throws StoreUnavailableError */
  read(): Promise<ProviderNote>
  same(fingerprint: string): boolean
  /** Asked before sending. False: another connection tries first whether what has ended is over. @throws StoreUnavailableError */
  enter(storeNow: () => number): Promise<boolean>
  /** Instead of `enter`, for what goes whatever the note says, and also where it cannot be read: a login. */
  watch(): Promise<void>
  /** The provider took the client for a good one: what stood in the note before is over. Never throws. */
  accepted(): Promise<void>
  /** The provider refused the client, or asked all of it to slow down. Never throws. */
  failed(failure: Failure, storeNow: number): Promise<void>
  /** Always at last. Where nothing was learned, the next one may try. Never throws. */
  leave(storeNow: number): Promise<void>
}

/** A digest is not made anew for each refresh: there are few clients and very many connections. */
const keys = new WeakMap<Cipher, Map<string, string>>()
const mostKeys = 1_000

/** During the change of a key two processes may keep two notes: then each hears a refusal for itself. */
function noteKey(cipher: Cipher, client: string): string {
  let known = keys.get(cipher)
  if (!known) {
    known = new Map()
    keys.set(cipher, known)
  }
  const made = known.get(client)
  if (made !== undefined) return made
  const key = `provider/${cipher.fingerprint(client)}`
  if (known.size >= mostKeys) known.clear()
  known.set(client, key)
  return key
}

export function clientStanding(
  context: Pick<Context, 'notes' | 'timeouts' | 'random'>,
  cipher: Cipher,
  adapter: ProviderAdapter,
  params: Readonly<Record<string, string>>,
): ClientStanding {
  const { notes, timeouts, random } = context
  let name: string | undefined
  const key = () => {
    name ??= noteKey(cipher, `${adapter.clientId}\n${adapter.tokenHost?.(params) ?? adapter.adapter}`)
    return name
  }
  const same = (fingerprint: string) => cipher.matches(adapter.configuration, fingerprint)
  let known: KnownNote = { note: {} }
  /** What a success disproves: the note before it, and as it stands since. Absent where there is nothing to disprove. */
  let probe: { written: KnownNote; before: ProviderNote } | undefined
  let endFirst: (() => void) | undefined

  const settle = async (next: (before: ProviderNote) => ProviderNote) => {
    const open = probe
    probe = undefined
    // What could not be told ends by itself, at the probe's own deadline.
    if (open) await notes.replace(key(), open.written, next(open.before)).catch(() => undefined)
  }

  return {
    same,
    remembered: () => notes.remembered(key()),
    async read() {
      known = await notes.read(key())
      return known.note
    },
    async enter(storeNow) {
      endFirst = await notes.first(key())
      if (!endFirst) known = await notes.read(key())
      const before = known.note
      const now = storeNow()
      if (heldBy(before, same, now)) return false
      if (!needsProbe(before, same)) return true
      const written = await notes.replace(key(), known, probing(before, same, now, timeouts.spending))
      probe = written && { written, before }
      return written !== undefined
    },
    async watch() {
      known = await notes.read(key()).catch(() => known)
      if (needsProbe(known.note, same)) probe = { written: known, before: known.note }
    },
    accepted: () => settle((before) => cleared(before, same)),
    async failed(failure, storeNow) {
      const open = probe
      probe = undefined
      // Its own mark is no news: what counts is what stood there before.
      await notes.hear(
        key(),
        (note, now, value) => {
          const own = open !== undefined && value === open.written.value
          return noted(own ? open.before : note, failure, now, random)
        },
        storeNow,
      )
    },
    async leave(storeNow) {
      await settle((before) => probing(before, same, storeNow, 0))
      endFirst?.()
    },
  }
}

/**
 * A login, to the end: between its grant and the save nothing waits for a note. No note keeps anybody from logging in,
 * and a login that succeeds disproves it.
 */
export async function disprovingNote<Saved>(
  context: Context,
  adapter: ProviderAdapter,
  params: Readonly<Record<string, string>>,
  login: () => Promise<Saved>,
): Promise<Saved> {
  const standing = clientStanding(context, await context.cipher(), adapter, params)
  await standing.watch()
  const saved = await login()
  await standing.accepted()
  return saved
}
