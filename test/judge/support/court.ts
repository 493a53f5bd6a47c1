import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { browse } from './browser.ts'
import { Callers } from './callers.ts'
import { app, type Judge, startJudge } from './judge.ts'

/** A judge, and processes that refresh under its eyes; all of it is gone afterwards, also after a failure. */
export interface Court {
  judge: Judge
  /** Starts a process on the store, or on another one. */
  start(name: string, options?: { store?: string; timeouts?: object }): Promise<Callers>
  kill(name: string): Promise<void>
  close(): Promise<void>
}

async function openCourt(store: string | undefined): Promise<Court> {
  const judge = await startJudge()
  const folder = mkdtempSync(join(tmpdir(), 'oauth-tokens-judge-'))
  const processes = new Map<string, Callers>()
  const shared = {
    store: store ?? `file:${join(folder, 'store')}`,
    encryptionKeys: [randomBytes(32).toString('base64url')],
    rescueDir: join(folder, 'rescue'),
  }
  return {
    judge,
    async start(name, options = {}) {
      const settings = { name, issuer: judge.issuer, app, options: { ...shared, ...options } }
      const callers = new Callers(name, folder)
      processes.set(name, callers)
      await callers.open(settings)
      return callers
    },
    async kill(name) {
      await processes.get(name)?.kill()
    },
    async close() {
      await Promise.all([...processes.values()].map((callers) => callers.kill()))
      await judge.close()
      rmSync(folder, { recursive: true, force: true, maxRetries: 5 })
    },
  }
}

/** `store`: a URL; without one, files in a folder of its own. */
export async function withCourt<Result>(
  store: string | undefined,
  work: (court: Court) => Promise<Result>,
): Promise<Result> {
  const court = await openCourt(store)
  try {
    return await work(court)
  } finally {
    await court.close()
  }
}

/** Makes a connection by the whole code flow, with PKCE, a browser, and the account told by the user-info endpoint. */
export async function signIn(callers: Callers, account: string): Promise<string> {
  const { url } = await callers.call<{ url: string }>('authorize', 'judged')
  const redirected = await browse(url, app.redirectUri, account)
  const { connection } = await callers.call<{ connection: { id: string } }>('callback', redirected)
  return connection.id
}

/** Makes a connection of a grant that the judge gave without a browser. */
export async function importGrant(callers: Callers, account: string, refreshToken: string): Promise<string> {
  const { id } = await callers.call<{ id: string }>('import', { provider: 'judged', account, refreshToken })
  return id
}
