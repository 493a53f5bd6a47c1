import type { ChildProcess } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { type Sandbox, startSandbox, type TokenPair } from '@oauth-tokens/sandbox'
import { Worker, type WorkerSettings } from './worker.ts'

/** The app that the processes act for. */
export const app = {
  appId: '1234567890123456789',
  // With characters that every way of escaping changes.
  secretKey: 'planted app secret +/=&?"\\<%> of nobody',
  redirectUri: 'http://127.0.0.1:8910/callback',
}

/** The package folder of the real build; a sabotaged one has its siblings beside it in the same way. */
export const realCore = join(import.meta.dirname, '../../../packages/core')

/** Fresh folders, a sandbox, and the processes on them; all of it is gone afterwards, also after a failure. */
export interface House {
  /** The package folder of the core that the processes run. */
  core: string
  folder: string
  store: string
  rescue: string
  config: string
  /** Without the variables of whoever runs the tests. */
  environment: NodeJS.ProcessEnv
  sandbox: Sandbox
  accounts: string[]
  start(settings?: Partial<WorkerSettings>, wrapping?: readonly string[]): Worker
  /** Another process that must not outlive the house. */
  owns(child: ChildProcess): void
  close(): Promise<void>
}

export async function openHouse({ core, accounts = 1 }: { core: string; accounts?: number }): Promise<House> {
  const folder = mkdtempSync(join(tmpdir(), 'oauth-tokens-house-'))
  const at = (name: string) => join(folder, name)
  const ids = Array.from({ length: accounts }, (_, index) =>
    String(5_000_000_000_000_000_000n + BigInt(index)),
  )
  const workers = new Set<Worker>()
  const others = new Set<ChildProcess>()
  const sandbox = await startSandbox({ zalo: zaloOf(ids) })
  const environment = {
    PATH: process.env['PATH'],
    HOME: at('home'),
    XDG_CONFIG_HOME: at('home/config'),
    XDG_DATA_HOME: at('home/data'),
    XDG_STATE_HOME: at('home/state'),
    XDG_CACHE_HOME: at('home/cache'),
    TMPDIR: folder,
  }
  mkdirSync(environment.HOME)
  const house: House = {
    core,
    folder,
    store: at('store'),
    rescue: at('rescue'),
    config: at('config'),
    environment,
    sandbox,
    accounts: ids,
    start(settings = {}, wrapping = []) {
      const worker = new Worker(workerSettings(house, settings), environment, wrapping)
      workers.add(worker)
      return worker
    },
    owns: (child) => others.add(child),
    async close() {
      for (const child of others) child.kill('SIGKILL')
      await Promise.all([...workers].map((worker) => worker.kill()))
      await sandbox.close()
      rmSync(folder, { recursive: true, force: true, maxRetries: 5 })
    },
  }
  return house
}

export async function withHouse<Result>(
  options: { core: string; accounts?: number },
  work: (house: House) => Promise<Result>,
): Promise<Result> {
  const house = await openHouse(options)
  try {
    return await work(house)
  } finally {
    await house.close()
  }
}

export function connectionOf(account: string): string {
  return `zalo-oa:${account}`
}

/** A token set that the provider knows, imported as just issued or as long expired. */
export async function importPair(
  worker: Worker,
  { sandbox }: House,
  account: string,
  { expired }: { expired: boolean },
): Promise<TokenPair> {
  const pair = sandbox.zalo.mint(app.appId, account)
  const now = Date.now()
  const issuedAt = expired ? now - 100_000_000 : now
  const tokens = { provider: 'zalo-oa', account, ...pair, issuedAt, expiresAt: issuedAt + 90_000_000 }
  const { error } = await worker.call('import', tokens)
  if (error) throw new Error(`The import failed: ${error.message}`)
  return pair
}

/** A few at a time: there are two cores. */
export async function inParallel<Item, Result>(
  items: readonly Item[],
  work: (item: Item) => Promise<Result>,
): Promise<Result[]> {
  const results: Result[] = []
  const queue = items.entries()
  const run = async () => {
    for (const [index, item] of queue) results[index] = await work(item)
  }
  await Promise.all([run(), run(), run()])
  return results
}

function zaloOf(ids: readonly string[]) {
  const oas = ids.map((id, index) => ({ id, name: `Quán ${index + 1}` }))
  const { appId, secretKey, redirectUri } = app
  return { apps: [{ appId, secretKey, redirectUris: [redirectUri], oas }] }
}

function workerSettings(house: House, settings: Partial<WorkerSettings>): WorkerSettings {
  const { core, store, rescue, config, sandbox } = house
  const built = (name: string) => pathToFileURL(join(core, '..', name, 'dist/index.js')).href
  const { appId: clientId, secretKey: clientSecret, redirectUri } = app
  return {
    core: pathToFileURL(join(core, 'dist/index.js')).href,
    provider: built('provider-zalo-oa'),
    app: { clientId, clientSecret, redirectUri, baseUrl: sandbox.zaloUrl },
    events: [],
    ...settings,
    options: { store: `file:${store}`, rescueDir: rescue, configDir: config, ...settings.options },
  }
}
