import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import {
  type CommandInput,
  configure,
  type Finished,
  type Running,
  startCommand,
} from '../support/command.ts'
import { app, connectionOf, type House, withHouse } from '../support/house.ts'
import { KnownSecrets } from '../support/known-secrets.ts'
import { type Scan, scan } from '../support/scan.ts'
import type { Verdict } from '../support/verdict.ts'
import type { Line, Worker } from '../support/worker.ts'
import { allFailures, type Failure, plantedVerifier } from './life-failures.ts'
import { rescueOne } from './rescue-one.ts'

export interface Life {
  /** While processes had the store open, and after all of them. */
  scans: Scan[]
  /** Exit statuses by step. */
  statuses: Record<string, number | null>
  missed: string[]
  secrets: number
}

/** Everything that a connection can live through, by command and by library, with planted secrets; then looks for them. */
export function life({
  core,
  failures = allFailures,
}: {
  core: string
  failures?: Record<string, Failure>
}): Promise<Verdict<Life>> {
  return withHouse({ core, accounts: 4 + Object.keys(failures).length }, async (house) => {
    const stage = new Stage(house)
    const { secrets } = stage
    const [login = '', due = '', rescued = '', watched = ''] = house.accounts

    await stage.login(login)
    await stage.importAll(house.accounts.slice(1))
    const key = readFileSync(stage.keyFile, 'utf8').trim()
    secrets.all.set('encryption key', key).set('its bytes', Buffer.from(key, 'base64url').toString('latin1'))
    await stage.run('token', ['token', connectionOf(due)])
    secrets.collect([due])
    await Promise.all([
      stage.run('token as JSON', ['token', connectionOf(due), '--json', '--verbose']),
      stage.run('header', ['token', connectionOf(due), '--header']),
      stage.run('forced', ['refresh', connectionOf(login), '--json', '--verbose']),
      stage.fail(failures),
    ])
    secrets.collect([login])

    const holder = await rescueOne(house, rescued, stage.keyFolder)
    secrets.collect([rescued])
    const watch = stage.start(['watch', '--verbose', '--json'])
    await watch.said(`"connection":"${connectionOf(watched)}"`)
    secrets.collect([watched])
    const whileOpen = await stage.scan([holder])
    await holder.kill()
    watch.interrupt()
    stage.keep('watch', await watch.finished)
    secrets.collect(house.accounts)
    await Promise.all([
      stage.run('promoted', ['token', connectionOf(rescued)]),
      stage.run('list', ['list']),
      stage.run('show', ['show', connectionOf(login)]),
      stage.run('list as JSON', ['list', '--json', '--verbose']),
      stage.run('show as JSON', ['show', connectionOf(login), '--json', '--verbose']),
      stage.run('providers as JSON', ['providers', '--json', '--verbose']),
    ])
    const scans = [whileOpen, await stage.scan([holder])]
    const { statuses } = stage
    const found = new Set(
      scans.flatMap((one) => one.found.map((it) => `I5: ${it.secret}, ${it.form}, in ${it.file}`)),
    )
    return {
      facts: { scans, statuses, missed: secrets.missed(), secrets: secrets.all.size },
      broken: [...found].map((sentence) => sentence.replaceAll(`${house.folder}/`, '')),
    }
  })
}

/** Runs the commands and keeps what they wrote. */
class Stage {
  readonly secrets: KnownSecrets
  readonly statuses: Record<string, number | null> = {}
  readonly keyFolder: string
  readonly keyFile: string
  readonly #house: House
  readonly #captured: string
  #count = 0

  constructor(house: House) {
    this.#house = house
    this.#captured = join(house.folder, 'captured')
    mkdirSync(this.#captured)
    this.keyFolder = join(house.environment['XDG_CONFIG_HOME'] ?? '', 'oauth-tokens')
    this.keyFile = join(this.keyFolder, 'key')
    const planted = { 'app secret': app.secretKey, 'code verifier': plantedVerifier }
    this.secrets = new KnownSecrets(house.sandbox, app.appId, planted)
    configure(house, { pkce: { codeVerifier: { env: 'APP_VERIFIER' } } })
  }

  start(args: readonly string[], { stdin, env }: CommandInput = {}): Running {
    const more = { APP_VERIFIER: plantedVerifier, ...env }
    return startCommand(this.#house, args, { env: more, ...(stdin !== undefined && { stdin }) })
  }

  async run(step: string, args: readonly string[], input?: CommandInput): Promise<Finished> {
    const finished = await this.start(args, input).finished
    this.keep(step, finished)
    return finished
  }

  keep(step: string, { status, stdout, stderr, args, cmdline }: Finished): void {
    this.statuses[step] = status
    this.#capture(`${step} stderr`, stderr)
    this.#capture(`${step} cmdline`, cmdline)
    // What `token` prints is what was asked for.
    if (args[0] !== 'token') this.#capture(`${step} stdout`, stdout)
  }

  async login(account: string): Promise<void> {
    const { sandbox } = this.#house
    const { stdout } = await this.run('url', ['url', 'zalo-oa', '--json', '--verbose'])
    const { url } = JSON.parse(stdout) as { url: string }
    const location = sandbox.zalo.authorize(url, { oaId: account })
    await this.run('wrong state', ['callback', location.replace(/state=[^&]*/, 'state=wrong')])
    await this.run('callback', ['callback', location, '--verbose'])
    this.secrets.collect([account])
    await this.run('second callback', ['callback', location, '--json'])
  }

  async importAll(accounts: readonly string[]): Promise<void> {
    const lines = accounts.map((account) => {
      const pair = this.#house.sandbox.zalo.mint(app.appId, account)
      this.secrets.add(pair)
      const { accessToken: access_token, refreshToken: refresh_token } = pair
      return JSON.stringify({
        provider: 'zalo-oa',
        account,
        access_token,
        refresh_token,
        expires_at: 1_700_000_000,
      })
    })
    const stdin = lines.join('\n')
    // Syntax errors like to quote what they stumbled over.
    const half = { stdin: stdin.slice(0, 180) }
    const unnamed = { stdin: stdin.replaceAll('"account"', '"owner"') }
    await Promise.all([
      this.run('import', ['import', '--json', '--verbose'], { stdin }),
      this.run('half an import', ['import', '--provider', 'zalo-oa', '--account', '1'], half),
      this.run('import without a name', ['import', '--provider', 'zalo-oa'], unnamed),
    ])
  }

  /** Each way of failing, on a connection of its own. */
  async fail(failures: Record<string, Failure>): Promise<void> {
    const { sandbox, accounts } = this.#house
    await Promise.all(
      Object.entries(failures).map(async ([step, failure], index) => {
        const accountId = accounts[4 + index] ?? ''
        const refreshToken = sandbox.zalo.currentRefreshToken(app.appId, accountId) ?? ''
        if (failure.fault) sandbox.faults.add({ ...failure.fault(refreshToken), accountId })
        await this.run(step, ['token', connectionOf(accountId), '--json', '--verbose'], {
          env: failure.env ?? {},
        })
        this.secrets.collect([accountId])
        if (!failure.again) return
        await this.run(`${step}, again`, ['refresh', connectionOf(accountId)])
        this.secrets.collect([accountId])
      }),
    )
  }

  async scan(workers: readonly Worker[]): Promise<Scan> {
    for (const worker of workers)
      this.#capture('library', worker.lines.filter(isTalk).map(printed).join('\n'))
    const { store, rescue, environment } = this.#house
    const folders = [store, rescue, environment['HOME'] ?? '', this.#captured]
    const except = [{ file: this.keyFile, secret: 'encryption key' }]
    return scan({ folders, secrets: this.secrets.all, except })
  }

  #capture(name: string, text: string): void {
    this.#count += 1
    writeFileSync(join(this.#captured, `${this.#count} ${name}`), text)
  }
}

/** What a library prints, and not what it was asked for. */
function isTalk({ log, event, error }: Line): boolean {
  return log !== undefined || event !== undefined || error !== undefined
}

function printed({ message, detail, error }: Line): string {
  return `${message ?? ''}${error?.shown ?? ''}${error?.message ?? ''}${detail ? JSON.stringify(detail) : ''}`
}
