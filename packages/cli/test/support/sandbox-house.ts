import { createServer } from 'node:net'
import { type Clock, generateKey, systemClock } from '@oauth-tokens/core'
import { demoApp, type Sandbox, startSandbox, type ZaloOa } from '@oauth-tokens/sandbox'
import { runCommand, temporaryFolder } from './run-command.ts'

export interface SandboxHouse {
  sandbox: Sandbox
  /** What points a command to the sandbox, with a store of its own. */
  cwd: string
  env: Record<string, string>
  close(): Promise<void>
}

export const firstOa = demoApp.oas[0]?.id ?? ''

/** A sandbox, and a folder and environment that use it. */
export async function openHouse(
  options: { redirectUri?: string; accessTokenLifetime?: number; now?: () => number; oas?: ZaloOa[] } = {},
): Promise<SandboxHouse> {
  const {
    accessTokenLifetime,
    now,
    oas = demoApp.oas,
    redirectUri = `http://127.0.0.1:${await freePort()}/callback`,
  } = options
  const sandbox = await startSandbox({
    ...(now && { now }),
    zalo: {
      apps: [{ ...demoApp, oas, redirectUris: [redirectUri] }],
      ...(accessTokenLifetime !== undefined && { accessTokenLifetime }),
    },
  })
  const cwd = temporaryFolder()
  return {
    sandbox,
    cwd,
    env: {
      ZALO_OA_CLIENT_ID: demoApp.appId,
      ZALO_OA_CLIENT_SECRET: demoApp.secretKey,
      ZALO_OA_REDIRECT_URI: redirectUri,
      ZALO_OA_BASE_URL: sandbox.zaloUrl,
      OAUTH_TOKENS_STORE: 'file:./store',
      OAUTH_TOKENS_KEY: generateKey(),
      XDG_CONFIG_HOME: `${cwd}/config`,
      XDG_DATA_HOME: `${cwd}/data`,
      XDG_STATE_HOME: `${cwd}/state`,
    },
    close: () => sandbox.close(),
  }
}

/** What a person does on the consent page: returns the address that the browser is sent to. */
export async function consent(
  link: string,
  choice: Record<string, string> = { auto: 'allow' },
): Promise<string> {
  const url = new URL(link)
  for (const [name, value] of Object.entries(choice)) url.searchParams.set(name, value)
  const answer = await fetch(url, { redirect: 'manual' })
  return answer.headers.get('location') ?? ''
}

export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer()
    server.once('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0))
    })
  })
}

/** The sandbox's time for the command: one step moves both. */
export function clockOf({ sandbox }: SandboxHouse): Clock {
  return { ...systemClock, now: () => sandbox.clock.now() }
}

/** A connection made by a whole login. */
export async function connect(house: SandboxHouse, choice: Record<string, string> = {}): Promise<string> {
  const clock = clockOf(house)
  const { stdout } = await runCommand(['url', 'zalo-oa'], { ...house, clock })
  const back = await consent(stdout.trim(), { auto: 'allow', ...choice })
  const login = await runCommand(['callback', back], { ...house, clock })
  if (login.status !== 0) throw new Error(login.stderr)
  return login.stdout.trim()
}
