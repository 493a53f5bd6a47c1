import { ConfigurationError } from '../../errors.ts'
import { phrase } from '../../phrase.ts'

/**
 * Names of keys, all as Keyv writes them: `namespace::kind:{id}`. The braces are the hash tag of Redis Cluster, so
 * that all records of one connection lie in one slot.
 */
export class RedisKeys {
  readonly namespace: string
  /** Matches the records of all connections. Braces mean nothing in patterns of Redis. */
  readonly connections: string
  /** Where changed connections are named. Channels do not belong to a database, so its number is in the name. */
  readonly channel: string
  readonly #connection: string

  constructor(namespace: string, database: number) {
    if (!/^[\w.:-]+$/.test(namespace)) {
      throw new ConfigurationError(
        phrase`The namespace ${JSON.stringify(namespace)} cannot begin Redis keys: use letters, digits and . _ : - only.`,
        { code: 'store_setting' },
      )
    }
    this.namespace = namespace
    this.channel = `${namespace}::changes:${database}`
    this.#connection = `${namespace}::connection:`
    this.connections = `${this.#connection}{*}`
  }

  connection(id: string): string {
    return this.#connection + tag(id)
  }

  history(id: string): string {
    return `${this.namespace}::history:${tag(id)}`
  }

  note(key: string): string {
    return `${this.namespace}::note:${tag(key)}`
  }

  authorization(key: string): string {
    return `${this.namespace}::${inKeyv.authorization(key)}`
  }

  /** The connection that a key belongs to. */
  connectionOf(key: string): string {
    return key.slice(this.#connection.length + 1, -1).replace(/%(25|7B|7D)/g, decodeURIComponent)
  }
}

/** Keys for Keyv, whose adapter puts the namespace before them. */
export const inKeyv = {
  authorization: (key: string) => `authorization:${tag(key)}`,
}

/** Only what would end the tag early is escaped, and what escapes, so that people can read the rest. */
function tag(id: string): string {
  return `{${storable(id).replace(/[%{}]/g, encodeURIComponent)}}`
}

/** Half a surrogate pair would be stored as another character, and two texts would be one. */
export function storable(text: string): string {
  if ((text as string & { isWellFormed(): boolean }).isWellFormed()) return text
  throw new ConfigurationError(phrase`Text for the store holds half a surrogate pair; remove it.`, {
    code: 'unstorable_text',
  })
}
