import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { app, type House } from './house.ts'

export interface Finished {
  status: number | null
  stdout: string
  stderr: string
  args: readonly string[]
  /** What others could read of it in the list of processes. */
  cmdline: string
}

export interface Running {
  finished: Promise<Finished>
  /** Resolves once it has written this; rejects if it ends without. */
  said(text: string): Promise<void>
  interrupt(): void
}

export interface CommandInput {
  stdin?: string
  env?: Record<string, string>
}

/** Writes the configuration file that commands of this house find. `more` are settings of the provider. */
export function configure(house: House, more: Record<string, unknown> = {}): void {
  const { appId: clientId, redirectUri } = app
  const clientSecret = { env: 'APP_SECRET' }
  const baseUrl = house.sandbox.zaloUrl
  const provider = { adapter: 'zalo-oa', clientId, clientSecret, redirectUri, baseUrl, ...more }
  const config = { store: 'file:./store', rescueDir: './rescue', providers: [provider] }
  writeFileSync(join(house.folder, 'oauth-tokens.config.json'), JSON.stringify(config))
}

/** Starts the built command, in the house's own folders. */
export function startCommand(
  house: House,
  args: readonly string[],
  { stdin = '', env }: CommandInput = {},
): Running {
  const bin = join(house.core, '../cli/bin/oauth-tokens.js')
  const child = spawn(process.execPath, [bin, ...args], {
    cwd: house.folder,
    env: { ...house.environment, APP_SECRET: app.secretKey, ...env },
  })
  house.owns(child)
  const cmdline = cmdlineOf(child.pid) ?? args.join(' ')
  let [stdout, stderr] = ['', '']
  let heard = () => {}
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    stdout += text
    heard()
  })
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr += text
    heard()
  })
  child.stdin.on('error', () => {})
  child.stdin.end(stdin)
  let over = false
  const finished = once(child, 'close').then(([status]): Finished => {
    over = true
    heard()
    return { status, stdout, stderr, args, cmdline }
  })
  return {
    finished,
    async said(text) {
      while (!`${stdout}${stderr}`.includes(text)) {
        if (over) throw new Error(`The command ended without saying "${text}": ${stderr}`)
        await new Promise<void>((resolve) => {
          heard = resolve
        })
      }
    },
    interrupt: () => void child.kill('SIGINT'),
  }
}

export function runCommand(
  house: House,
  args: readonly string[],
  input: CommandInput = {},
): Promise<Finished> {
  return startCommand(house, args, input).finished
}

/** Where the system tells (Linux). */
function cmdlineOf(pid: number | undefined): string | undefined {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8')
  } catch {
    return undefined
  }
}
