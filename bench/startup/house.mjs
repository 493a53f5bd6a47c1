// Two folders with one store that holds one fresh token: settings by variables in the one, by a file in the other.
import { spawnSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

export const command = fileURLToPath(new URL('../../packages/cli/bin/oauth-tokens.js', import.meta.url))
const app = {
  clientId: '1234567890123456789',
  clientSecret: 'nobody',
  redirectUri: 'http://127.0.0.1:8910/callback',
}
export const connection = 'zalo-oa:579745863508352884'

/** @param environment what processes get beside what is set here */
export function openHouse(environment) {
  const folder = mkdtempSync(join(tmpdir(), 'oauth-tokens-bench-'))
  const [byVariables, byFile] = ['variables', 'file'].map((name) => join(folder, name))
  for (const place of [byVariables, byFile]) mkdirSync(place)
  const env = {
    ...environment,
    HOME: folder,
    XDG_CONFIG_HOME: folder,
    XDG_STATE_HOME: folder,
    XDG_CACHE_HOME: folder,
  }
  const store = `file:${join(folder, 'store')}`
  const variables = {
    OAUTH_TOKENS_STORE: store,
    ZALO_OA_CLIENT_ID: app.clientId,
    ZALO_OA_CLIENT_SECRET: app.clientSecret,
    ZALO_OA_REDIRECT_URI: app.redirectUri,
  }
  const lines = Object.entries(variables).map(([name, value]) => `${name}=${value}\n`)
  writeFileSync(join(byVariables, '.env'), lines.join(''))
  const config = { store, providers: [{ adapter: 'zalo-oa', ...app }] }
  writeFileSync(join(byFile, 'oauth-tokens.config.json'), JSON.stringify(config))
  const [accessToken, refreshToken] = [
    randomBytes(300).toString('base64url'),
    randomBytes(300).toString('base64url'),
  ]
  const tokens = { access_token: accessToken, refresh_token: refreshToken, expires_in: 90_000 }
  const [provider, account] = connection.split(':')
  const imported = spawnSync(process.execPath, [command, 'import', '-'], {
    input: JSON.stringify({ provider, account, ...tokens }),
    cwd: byVariables,
    env,
    encoding: 'utf8',
  })
  if (imported.status !== 0) throw new Error(`The token was not imported: ${imported.stderr}`)
  return {
    byVariables,
    byFile,
    env,
    accessToken,
    close: () => rmSync(folder, { recursive: true, force: true }),
  }
}
