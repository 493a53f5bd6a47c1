/** What the command line says to each command. */
export interface CommandOptions {
  login: LoginOptions
  url: { provider: string; account?: string; name?: string }
  callback: { url: string }
  token: { connection: string; minTtl?: string; header?: true; rejected?: '-' }
  exec: ExecOptions
  request: RequestOptions
  list: Record<never, never>
  show: { connection: string }
  explain: { connection: string }
  refresh: { connections: string[]; all?: true; due?: true }
  revoke: { connection: string }
  forget: { connection: string }
  import: ImportOptions
  watch: Record<never, never>
  'keys generate': Record<never, never>
  'keys list': Record<never, never>
  'keys rotate': Record<never, never>
  doctor: Record<never, never>
  completion: { shell: 'bash' | 'zsh' | 'fish' }
  providers: Record<never, never>
  sandbox: { port?: number; accessTokenLifetime?: string }
}

export type CommandName = keyof CommandOptions

export interface LoginOptions {
  provider: string
  account?: string
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
  force?: true
  check?: true
}
