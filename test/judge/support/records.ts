/** What the server stores of one token, grant or session. */
export interface Entry {
  grantId?: string
  uid?: string
  /** Seconds since the epoch. */
  exp?: number
  consumed?: number
}

/**
 * Where the server keeps its records. Its own memory holds a thousand and forgets the oldest: a refresh token that it
 * forgot could be replayed unnoticed. Here nothing is forgotten, and what was removed can still be asked for.
 */
export class Records {
  readonly #present = new Map<string, Entry>()
  readonly #ever = new Map<string, Entry>()

  /** What a model's record said when it was written, also of a token that is gone. */
  everSaved(model: string, id: string): Entry | undefined {
    return this.#ever.get(`${model}:${id}`)
  }

  /** The interface that the server wants of a storage, for one model. */
  readonly adapter = (model: string) => {
    const key = (id: string) => `${model}:${id}`
    const present = this.#present
    const ever = this.#ever
    return {
      async upsert(id: string, entry: Entry) {
        present.set(key(id), entry)
        ever.set(key(id), entry)
      },
      // The server itself looks whether it has expired.
      find: async (id: string) => present.get(key(id)),
      findByUid: async (uid: string) =>
        [...present].find(([name, entry]) => name.startsWith(key('')) && entry.uid === uid)?.[1],
      findByUserCode: async () => undefined,
      async consume(id: string) {
        const entry = present.get(key(id))
        if (entry) entry.consumed = Math.floor(Date.now() / 1000)
      },
      async destroy(id: string) {
        present.delete(key(id))
      },
      async revokeByGrantId(grantId: string) {
        for (const [name, entry] of present) {
          if (name.startsWith(key('')) && entry.grantId === grantId) present.delete(name)
        }
      },
    }
  }
}
