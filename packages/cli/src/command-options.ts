import type { ConnectionStatus } from '@oauth-tokens/core'
import type { Format } from './import/format-names.ts'

/** What the command line says to each command. */
export interface CommandOptions {
  init: InitOptions
  login: LoginOptions
  url: { provider: string; account?: string; name?: string }
  callback: { url: string }
  token: { connection: string; minTtl?: string; header?: true; rejected?: '-' }
  exec: ExecOptions
  request: RequestOptions
  list: { provider?: string; status?: ConnectionStatus; watch?: true }
  show: { connection: string }
  explain: { connection: string }
  refresh: { connections: string[]; all?: true; due?: true }
  revoke: { connection: string }
  forget: { connection: string }
  import: ImportOptions
  export: ExportOptions
  watch: { plain?: true }
  'keys generate': { keyring?: string | true }
  'keys list': Record<never, never>
  'keys rotate': Record<never, never>
  doctor: Record<never, never>
  completion: { shell: 'bash' | 'zsh' | 'fish' }
  'providers list': { ids?: true }
  'providers test': { provider: string; recordings?: string }
  sandbox: { port?: number; accessTokenLifetime?: string }
}

export type CommandName = keyof CommandOptions

export interface InitOptions {
  /** Adapters, and `sandbox`. */
  provider?: string[]
  /** `OPTION=VALUE`, with several providers `PROVIDER.OPTION=VALUE`. */
  set?: string[]
  /** A file of variables; `-`: on stdin. */
  secrets?: string
  key?: 'env' | 'file' | 'keyring'
  yes?: true
  force?: true
}

export interface LoginOptions {
  provider: string
  /** One login for each. */
  account?: string[]
  /** So many logins, of whatever accounts. */
  count?: number
  name?: string
  browser: boolean
  paste?: true
  device?: true
  /** `-`: on stdin. */
  code?: string
  codeVerifier?: string
  param?: string[]
  timeout?: string
}

export interface ExecOptions {
  connection: string
  /** The variable that gets the token. */
  env: string
  /** A program and its arguments. */
  command: string[]
}

export interface RequestOptions {
  connection: string
  method?: string
  url: string
  /** `@FILE`, or `-`: on stdin. */
  data?: string
  /** `K: V`, `K:@FILE` or `K:-`. */
  header?: string[]
  fail?: true
}

export interface ImportOptions {
  file?: string
  provider?: string
  account?: string
  issuedAt?: string
  format?: Format
  /** `-`: on stdin. */
  passphraseFile?: string
  force?: true
  check?: true
  dryRun?: true
}

export interface ExportOptions {
  /** None: all. */
  connections: string[]
  plain?: true
  /** A new file. */
  output?: string
  /** `-`: on stdin. */
  passphraseFile?: string
  forget?: true
}
