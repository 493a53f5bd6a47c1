import type { Cipher } from '../cipher/cipher.ts'
import type { ProviderAdapter } from '../provider/provider.ts'
import type { Failure } from './backoff.ts'
import type { Context } from './context.ts'
import {
  cleared,
  heldBy,
  needsProbe,
  noted,
  nothingNoted,
  type ProviderNote,
  probing,
  type SameConfiguration,
} from './provider-note.ts'
import type { KnownNote } from './provider-notes.ts'

const unknown: KnownNote = { note: nothingNoted }

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

/**
 * How the client of a connection stands with the host that its refresh tokens go to: the same for all who share both.
 * A class, because one is made for each look, and most of its answers are never asked for.
 */
export class ClientStanding {
  readonly #context: Pick<Context, 'notes' | 'timeouts' | 'random'>
  readonly #cipher: Cipher
  readonly #adapter: ProviderAdapter
  readonly #params: Readonly<Record<string, string>>
  #name: string | undefined
  #known: KnownNote = unknown
  /** What a success disproves: the note before it, and as it stands since. Absent where there is nothing to disprove. */
  #probe: { written: KnownNote; before: ProviderNote } | undefined
  #endFirst: (() => void) | undefined

  constructor(
    context: Pick<Context, 'notes' | 'timeouts' | 'random'>,
    cipher: Cipher,
    adapter: ProviderAdapter,
    params: Readonly<Record<string, string>>,
  ) {
    this.#context = context
    this.#cipher = cipher
    this.#adapter = adapter
    this.#params = params
  }

  /** Whether a remembered configuration is the present one. */
  readonly same: SameConfiguration = (fingerprint) =>
    this.#cipher.matches(this.#adapter.configuration, fingerprint)

  /** What is remembered of it here. Asks nobody. */
  remembered(): ProviderNote {
    return this.#context.notes.remembered(this.#key)
  }

  /** What the store says. @throws StoreUnavailableError */
  async read(): Promise<ProviderNote> {
    this.#known = await this.#context.notes.read(this.#key)
    return this.#known.note
  }

  /** Asked before sending. False: another connection tries first whether what has ended is over. @throws StoreUnavailableError */
  async enter(held: { storeNow(): number }): Promise<boolean> {
    const { notes, timeouts } = this.#context
    this.#endFirst = await notes.first(this.#key)
    if (!this.#endFirst) this.#known = await notes.read(this.#key)
    const before = this.#known.note
    const now = held.storeNow()
    if (heldBy(before, this.same, now)) return false
    if (!needsProbe(before, this.same)) return true
    const next = probing(before, this.same, now, timeouts.spending)
    const written = await notes.replace(this.#key, this.#known, next)
    this.#probe = written && { written, before }
    return written !== undefined
  }

  /** Instead of `enter`, for what goes whatever the note says, and also where it cannot be read: a login. */
  async watch(): Promise<void> {
    const known = await this.#context.notes.read(this.#key).catch(() => this.#known)
    this.#known = known
    if (needsProbe(known.note, this.same)) this.#probe = { written: known, before: known.note }
  }

  /** The provider took the client for a good one: what stood in the note before is over. Never throws. */
  async accepted(): Promise<void> {
    await this.#settle((before) => cleared(before, this.same))
  }

  /** The provider refused the client, or asked all of it to slow down. Never throws. */
  async failed(failure: Failure, storeNow: number): Promise<void> {
    const open = this.#probe
    this.#probe = undefined
    const { notes, random } = this.#context
    // Its own mark is no news: what counts is what stood there before.
    await notes.hear(
      this.#key,
      (note, now, value) => {
        const own = open !== undefined && value === open.written.value
        return noted(own ? open.before : note, failure, now, random)
      },
      storeNow,
    )
  }

  /** Always at last. Where nothing was learned, the next one may try. Never throws. */
  async leave(storeNow: number): Promise<void> {
    await this.#settle((before) => probing(before, this.same, storeNow, 0))
    this.#endFirst?.()
  }

  get #key(): string {
    if (this.#name === undefined) {
      const adapter = this.#adapter
      const host = adapter.tokenHost?.(this.#params) ?? adapter.adapter
      this.#name = noteKey(this.#cipher, `${adapter.clientId}\n${host}`)
    }
    return this.#name
  }

  async #settle(next: (before: ProviderNote) => ProviderNote): Promise<void> {
    const open = this.#probe
    this.#probe = undefined
    // What could not be told ends by itself, at the probe's own deadline.
    if (open)
      await this.#context.notes.replace(this.#key, open.written, next(open.before)).catch(() => undefined)
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
  const standing = new ClientStanding(context, await context.cipher(), adapter, params)
  await standing.watch()
  const saved = await login()
  await standing.accepted()
  return saved
}
