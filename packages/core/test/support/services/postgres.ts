import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { chownSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import pg from 'pg'

export interface PostgresServer {
  readonly port: number
  /** For a role that may make schemas in its database, and nothing else. */
  url(changes?: { user?: string; password?: string; database?: string }): string
  /** The name of a schema that is not there yet. */
  schema(): string
  /** As superuser. */
  admin(sql: string): Promise<Record<string, unknown>[]>
  /** A session of the superuser, closed with the server. */
  session(): Promise<pg.Client>
  start(): Promise<void>
  /** `immediate` is what a crash leaves behind; `fast` ends sessions and shuts down. */
  stop(mode?: 'immediate' | 'fast'): Promise<void>
  /** kill -9 of the server and all its sessions. */
  kill(): Promise<void>
  freeze(): void
  thaw(): void
  /** Stops it and removes its data. */
  remove(): Promise<void>
}

const binaries = findBinaries()

/** Why tests with a real server cannot run here, or undefined. */
export const postgresMissing = reasonToSkip()

function findBinaries(): string | undefined {
  const root = '/usr/lib/postgresql'
  const versions = existsSync(root) ? readdirSync(root).sort((one, other) => Number(other) - Number(one)) : []
  const folders = [
    ...versions.map((version) => join(root, version, 'bin')),
    ...(process.env['PATH'] ?? '').split(':'),
  ]
  return folders.find((folder) => existsSync(join(folder, 'initdb')) && existsSync(join(folder, 'postgres')))
}

function reasonToSkip(): string | undefined {
  if (binaries) return undefined
  const reason = 'PostgreSQL is not installed (no initdb); Debian: apt-get install postgresql'
  if (process.env['CI'] === 'true') throw new Error(reason)
  console.warn(`skipped: ${reason}`)
  return reason
}

/** PostgreSQL refuses to run as root. */
function owner(): { uid?: number; gid?: number } {
  if (process.getuid?.() !== 0) return {}
  const id = (what: string) => Number(execFileSync('id', [what, 'postgres'], { encoding: 'utf8' }))
  return { uid: id('-u'), gid: id('-g') }
}

/** A server of its own on a free port, with throwaway data. */
export async function postgresServer(): Promise<PostgresServer> {
  const folder = mkdtempSync(join(tmpdir(), 'oauth-tokens-postgres-'))
  const user = owner()
  const data = join(folder, 'data')
  const passwords = join(folder, 'passwords')
  writeFileSync(passwords, 'admin\n')
  if (user.uid !== undefined) {
    chownSync(folder, user.uid, user.gid ?? 0)
    chownSync(passwords, user.uid, user.gid ?? 0)
  }
  const program = (name: string) => join(binaries ?? '', name)
  execFileSync(
    program('initdb'),
    [
      '-D',
      data,
      '-U',
      'admin',
      '-A',
      'scram-sha-256',
      '--pwfile',
      passwords,
      '-E',
      'UTF8',
      '--locale=C',
      '--no-sync',
    ],
    { ...user, cwd: folder, stdio: 'ignore' },
  )
  const port = await freePort()
  let server: ChildProcess | undefined
  let schemas = 0
  const sessions = new Set<pg.Client>()
  const url = ({ user = 'keeper', password = 'secret%20word', database = 'tokens' } = {}) =>
    `postgres://${user}:${password}@127.0.0.1:${port}/${database}`
  const superuser = (database = 'tokens') => url({ user: 'admin', password: 'admin', database })

  const connect = async (database?: string) => {
    const client = new pg.Client({ connectionString: superuser(database), connectionTimeoutMillis: 2000 })
    client.on('error', () => {})
    await client.connect()
    return client
  }
  const ask = async (sql: string, database?: string) => {
    const client = await connect(database)
    try {
      return (await client.query(sql)).rows ?? []
    } finally {
      await client.end()
    }
  }

  /** Until it takes connections; a start can fail while the sessions of a killed server are still ending. */
  const start = async () => {
    for (let tries = 0; ; tries++) {
      const settings = {
        port,
        listen_addresses: '127.0.0.1',
        unix_socket_directories: '',
        fsync: 'off',
        max_connections: 60,
      }
      const flags = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])
      const started = spawn(program('postgres'), ['-D', data, ...flags], {
        ...user,
        cwd: folder,
        stdio: 'ignore',
      })
      server = started
      while (started.exitCode === null && started.signalCode === null) {
        try {
          await ask('SELECT 1', 'postgres')
          return
        } catch {
          await wait(30)
        }
      }
      if (tries === 50) throw new Error('PostgreSQL does not start')
      await wait(100)
    }
  }

  const signal = (name: NodeJS.Signals) => server && server.exitCode === null && server.kill(name)
  const stop = async (mode: 'immediate' | 'fast' = 'immediate') => {
    const running = server
    if (!running || running.exitCode !== null || running.signalCode !== null) return
    signal('SIGCONT')
    signal(mode === 'fast' ? 'SIGINT' : 'SIGQUIT')
    await once(running, 'exit')
  }
  const everyone = () => (server?.pid ? [server.pid, ...childrenOf(server.pid)] : [])
  const sendAll = (name: NodeJS.Signals) => {
    for (const pid of everyone()) send(pid, name)
  }

  await start()
  await ask('CREATE DATABASE tokens', 'postgres')
  await ask(`CREATE ROLE keeper LOGIN PASSWORD 'secret word'`)
  await ask('GRANT CREATE ON DATABASE tokens TO keeper')

  return {
    port,
    url,
    schema: () => `test_${++schemas}`,
    admin: (sql) => ask(sql),
    async session() {
      const client = await connect()
      sessions.add(client)
      return client
    },
    start,
    stop,
    async kill() {
      const running = server
      const pids = everyone()
      const gone = running && once(running, 'exit')
      for (const pid of pids) send(pid, 'SIGKILL')
      await gone
    },
    freeze: () => sendAll('SIGSTOP'),
    thaw: () => sendAll('SIGCONT'),
    async remove() {
      for (const client of sessions) await client.end().catch(() => {})
      await stop()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** Sessions come and go. */
function send(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error
  }
}

function childrenOf(parent: number): number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .filter((pid) => {
      try {
        const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
        return Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]) === parent
      } catch {
        return false
      }
    })
    .map(Number)
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as { port: number }
  server.close()
  await once(server, 'close')
  return port
}
