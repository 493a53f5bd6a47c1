import type { NotifyOptions } from '@oauth-tokens/core'
import type { AdapterName } from '../adapters.ts'
import type { OwnAdapter } from './own-adapter/own-adapter.ts'

/** Everything that decides how a command works, from flags, environment, `.env` and configuration file. */
export interface Settings {
  /** The configuration file, if there is one. */
  file?: string
  /** What paths in it are relative to. */
  folder: string
  store: string
  encryptionKeys?: string[]
  refreshMargin?: number | string
  rescueDir?: string | false
  /** Hosts that may get tokens, beside those of the providers. */
  allowHosts?: readonly string[]
  /** The variables that the configuration reads values from. */
  namedVariables: ReadonlySet<string>
  notify?: NotifyOptions
  /** With `{connection}` in it. */
  reauthorizationLink?: string
  providers: ProviderSettings[]
  /** A variable: environment first, then `.env`. Empty ones count as missing. */
  variable(name: string): string | undefined
}

/** A provider whose values are not resolved yet: one that lacks its secret does not stand in the way of others. */
export interface ProviderSettings {
  adapter: AdapterName | OwnAdapter
  id: string
  values: Record<string, unknown>
  /** How the user calls an option: `providers[0].clientId`, `ZALO_OA_CLIENT_ID`. */
  nameOf(option: string): string
}
