import { encryptionKeys, type StoreColumn, through } from './store-column.ts'

const services = () => import('../../packages/core/test/support/services/redis.ts')

/** A server for each row: they leave it in all kinds of states. */
export const redis: StoreColumn = {
  name: 'redis',
  missing: async () => (await services()).withoutRedis(),
  async open() {
    const server = await (await services()).startRedis()
    const { kill, start, wipe, freeze, thaw, cli } = server
    const set = (name: string, value: string) => cli('CONFIG', 'SET', name, value)
    return {
      options: (port) => ({ store: through(server.url, port), encryptionKeys }),
      port: server.port,
      server: {
        kill,
        start,
        wipe,
        freeze,
        thaw,
        async refuseWrites(how) {
          if (how === 'out of memory') await set('maxmemory', '1')
          // A port that nobody listens on: it stays a replica that never hears of its master.
          else if (how === 'read-only') await cli('REPLICAOF', '127.0.0.1', '1')
          else await set('min-replicas-to-write', '1')
        },
        async takeWrites() {
          await set('maxmemory', '0')
          await cli('REPLICAOF', 'NO', 'ONE')
          await set('min-replicas-to-write', '0')
        },
        endSessions: async () => void (await cli('CLIENT', 'KILL', 'TYPE', 'normal', 'SKIPME', 'yes')),
      },
      close: () => server.stop(),
    }
  },
  close: async () => {},
}
