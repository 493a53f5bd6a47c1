import { type ChildProcess, execFile, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'

/** A real redis-server on a free port, with data of its own that is thrown away. */
export interface RedisServer {
  readonly port: number
  readonly url: string
  /** Runs a command as an operator would; answers what redis-cli prints. */
  cli(...command: string[]): Promise<string>
  /** As by a power cut. */
  kill(): Promise<void>
  /** Starts it again, on the same port and data; nothing where it runs. */
  start(): Promise<void>
  /** Removes the data of a killed server. */
  wipe(): void
  freeze(): void
  thaw(): void
  /** Ends it and removes everything. */
  stop(): Promise<void>
}

/** Why there is no Redis to test with; in CI that is a failure. */
export function withoutRedis(): string | undefined {
  if (!spawnSync('redis-server', ['--version']).error) return undefined
  const reason = 'redis-server is not installed: its tests are skipped (apt-get install redis-server)'
  if (process.env['CI']) throw new Error(reason)
  console.warn(reason)
  return reason
}

export async function startRedis(...settings: string[]): Promise<RedisServer> {
  const folder = mkdtempSync(join(tmpdir(), 'oauth-tokens-redis-'))
  const port = await freePort()
  const data = join(folder, 'appendonlydir')
  let running: ChildProcess | undefined

  const runs = () => running !== undefined && running.exitCode === null && running.signalCode === null
  const start = async () => {
    if (runs()) return
    const where = ['--port', `${port}`, '--bind', '127.0.0.1', '--dir', folder, '--save', '']
    running = spawn('redis-server', [...where, '--appendonly', 'yes', ...settings])
    await ready(running)
  }
  const kill = async () => {
    if (!running || !runs()) return
    const ended = once(running, 'exit')
    running.kill('SIGKILL')
    await ended
  }
  await start()
  // Should the tests be ended from outside.
  const last = () => running?.kill('SIGKILL')
  process.once('exit', last)

  return {
    port,
    url: `redis://127.0.0.1:${port}`,
    async cli(...command) {
      const { stdout } = await promisify(execFile)('redis-cli', ['-p', `${port}`, ...command])
      return stdout.trim()
    },
    kill,
    start,
    wipe: () => rmSync(data, { recursive: true, force: true }),
    freeze: () => running?.kill('SIGSTOP'),
    thaw: () => running?.kill('SIGCONT'),
    async stop() {
      process.off('exit', last)
      await kill()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

function ready(server: ChildProcess): Promise<void> {
  return new Promise((resolve, reject) => {
    let output = ''
    server.stdout?.on('data', (chunk) => {
      output += chunk
      if (output.includes('Ready to accept connections')) resolve()
    })
    server.once('error', reject)
    server.once('exit', (code) => reject(new Error(`redis-server ended with ${code}: ${output}`)))
  })
}

export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as { port: number }
  server.close()
  await once(server, 'close')
  return port
}
