import { randomBytes } from 'node:crypto'
import type { Clock } from '../clock.ts'
import type { TokenStore } from '../store/token-store.ts'
import { encodeTombstone } from '../tokens/token-record.ts'

/** No provider can have this id: it begins no connection that anybody made. */
const prefix = 'oauth-tokens-check:'

/** Whether a stored id is that of a self-test, which may have been killed before it could clean up. */
export function isTrial(connection: string): boolean {
  return connection.startsWith(prefix)
}

/** Longer than a driver or a column that cuts would take, and with what a wrong character set would spoil. */
const filler = `"quoted" 'single' \\ % Tiếng Việt 💥 ${'x'.repeat(70_000)}`

/** What the checks work with: keys of their own, which nobody else has, and which are removed afterwards. */
export interface Trial {
  store: TokenStore
  /** The same data through a connection of its own; the same store where none could be opened. */
  other: TokenStore
  clock: Clock
  /** A new connection id. */
  connection(): string
  /** A new key of a note or an authorization. */
  key(): string
  /** Removes everything under these keys; answers what could not be removed. */
  cleanUp(): Promise<string[]>
}

/** What the checks save: tombstones, which `list` and autoRefresh show to nobody while the test runs. */
export function trialRecord(connection: string, generation: number, filled = false): string {
  const lineage = filled ? filler : ''
  return encodeTombstone({ connection, lineage, generation, forgottenAt: 0 })
}

export function makeTrial(store: TokenStore, other: TokenStore, clock: Clock): Trial {
  const connections: string[] = []
  const keys: string[] = []
  const name = () => `${prefix}${randomBytes(9).toString('base64url')}`

  const removeConnection = async (id: string) => {
    for (let attempt = 0; attempt < 3; attempt++) {
      const { tokens } = await store.read(id)
      if (tokens === undefined) break
      await store.drop(id, tokens)
    }
    await store.writeHistory(id, undefined)
    if ((await store.read(id)).tokens !== undefined) throw new Error('it stays')
  }
  const removeKey = async (key: string) => {
    const { value } = await store.readNote(key)
    if (value !== undefined && !(await store.swapNote(key, value, undefined))) throw new Error('it stays')
    await store.takeAuthorization(key)
  }
  const added = (list: string[]) => {
    const made = name()
    list.push(made)
    return made
  }

  return {
    store,
    other,
    clock,
    connection: () => added(connections),
    key: () => added(keys),
    async cleanUp() {
      const left: string[] = []
      const each = async (names: string[], remove: (name: string) => Promise<void>) => {
        for (const one of names) await remove(one).catch(() => left.push(one))
      }
      await each(connections, removeConnection)
      await each(keys, removeKey)
      return left
    },
  }
}
