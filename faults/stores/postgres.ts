import type { PostgresServer } from '../../packages/core/test/support/services/postgres.ts'
import { encryptionKeys, type StoreColumn, through } from './store-column.ts'

const services = () => import('../../packages/core/test/support/services/postgres.ts')

let shared: PostgresServer | undefined
let databases = 0

/** One server, as it takes a second to make one, and a database for each row. */
export const postgres: StoreColumn = {
  name: 'postgres',
  missing: async () => (await services()).postgresMissing,
  async open() {
    shared ??= await (await services()).postgresServer()
    const server = shared
    const { kill, start, freeze, thaw, admin } = server
    const database = `row_${++databases}`
    await admin(`CREATE DATABASE ${database} OWNER keeper`)
    const readOnly = async (value: string) => {
      await admin(`ALTER SYSTEM SET default_transaction_read_only = ${value}`)
      await admin('SELECT pg_reload_conf()')
    }
    return {
      options: (port) => ({ store: through(server.url({ database }), port), encryptionKeys }),
      port: server.port,
      server: {
        kill,
        start,
        freeze,
        thaw,
        refuseWrites: () => readOnly('on'),
        takeWrites: () => readOnly('off'),
        async endSessions() {
          await admin(`SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = 'keeper'`)
        },
      },
      async close() {
        try {
          // Whatever a row that failed has left.
          thaw()
          await server.stop()
          await start()
          await readOnly('off')
          await admin(`DROP DATABASE ${database} WITH (FORCE)`)
        } catch {
          // Ctrl-C in a terminal reaches the server too. The next row makes another one.
          await server.remove()
          if (shared === server) shared = undefined
        }
      },
    }
  },
  async close() {
    await shared?.remove()
    shared = undefined
  },
}
