import { type Connection, connectionOf } from '../connection/connection.ts'
import { connectionId } from '../connection/connection-id.ts'
import type { Logger } from '../logger.ts'
import type { ProviderAdapter } from '../provider/provider.ts'
import type { Context } from '../refresh/context.ts'
import { heldElsewhere } from '../refresh/look-external.ts'
import type { TokenRecord } from '../tokens/token-record.ts'
import { type AuthorizeRequest, beginAuthorization } from './authorization.ts'
import { type ClientLogin, clientLogin } from './client-login.ts'
import { beginDeviceLogin, type DeviceLoginRequest } from './device-login.ts'
import { type CodeLogin, exchangeLogin } from './exchange-login.ts'
import { beginExternalLogin } from './external-login.ts'
import { finishAuthorization } from './finish-authorization.ts'
import { importTokens } from './import-tokens.ts'
import type { ImportedTokens, ImportOptions } from './imported-tokens.ts'
import { manyRefreshTokens } from './many-refresh-tokens.ts'
import { type ImportPreview, previewImports } from './preview-imports.ts'
import { checkReturnTo } from './return-to.ts'

/** A login that goes on at the account owner's. */
export interface DeviceLogin {
  /** What the owner types in. Absent where the link alone is enough. */
  userCode?: string
  verificationUrl: string
  /** The link with the code in it, for a QR code. */
  verificationUrlComplete?: string
  expiresAt: Date
  /** The connection, once the owner has consented. */
  done: Promise<Connection>
}

/** The ways in which a connection begins. */
export interface Logins {
  authorize(
    provider: string,
    request: AuthorizeRequest,
  ): Promise<{ url: string; state: string; expiresAt: Date }>
  callback(currentUrl: string | URL): Promise<{ connection: Connection; returnTo?: string }>
  exchange(provider: string, login: CodeLogin): Promise<Connection>
  device(provider: string, request: DeviceLoginRequest): Promise<DeviceLogin>
  client(provider: string, login: ClientLogin): Promise<Connection>
  import(tokens: ImportedTokens, options: ImportOptions): Promise<Connection>
  previewImports(tokens: readonly ImportedTokens[], options: ImportOptions): Promise<ImportPreview[]>
}

interface LoginPorts {
  context: Context
  logger: Logger
  provider(id: string): Promise<ProviderAdapter>
  allowedReturnTo: readonly string[]
  /** What a login replaced is not handed out any more. */
  replaced(connection: string): void
  /** `close` waits for it, whatever becomes of its caller. */
  background<Result>(work: Promise<Result>): Promise<Result>
}

export function logins({
  context,
  logger,
  provider,
  allowedReturnTo,
  replaced,
  background,
}: LoginPorts): Logins {
  const begun = async (login: Promise<TokenRecord>): Promise<Connection> => {
    const { facts } = await background(login)
    replaced(facts.connection)
    return connectionOf(facts, facts.external ? 'external' : 'active')
  }
  /** A login that made a refresh token, told of when the next one may end an old one. */
  const counted = async (login: Promise<TokenRecord>): Promise<TokenRecord> => {
    const record = await login
    // The tokens are safe; a warning is not worth an error.
    const adapter = await provider(record.facts.provider).catch(() => undefined)
    const warning = adapter && manyRefreshTokens(adapter, record)
    if (warning !== undefined) logger.warn(warning)
    return record
  }
  /** A provider whose tokens are kept here. */
  const keeper = async (id: string) => {
    const adapter = await provider(id)
    if (adapter.external) throw heldElsewhere(id, adapter.external)
    return adapter
  }
  /** Before anybody consents or a code is spent: no login could ever bring that account. */
  const naming = <Wanted extends { account?: string }>(id: string, wanted: Wanted): Wanted => {
    if (wanted.account !== undefined) connectionId(id, wanted.account)
    return wanted
  }
  return {
    async authorize(id, request) {
      if (request.returnTo !== undefined) checkReturnTo(request.returnTo, allowedReturnTo)
      return beginAuthorization(context, await provider(id), naming(id, request))
    },
    async callback(currentUrl) {
      const finished = finishAuthorization(context, currentUrl, provider)
      const connection = await begun(counted(finished.then(({ record }) => record)))
      const { returnTo } = await finished
      return { connection, ...(returnTo !== undefined && { returnTo }) }
    },
    exchange: async (id, login) =>
      begun(counted(exchangeLogin(context, await keeper(id), naming(id, login)))),
    async device(id, request) {
      const adapter = await provider(id)
      const { external } = adapter
      naming(id, request)
      const started = external
        ? await beginExternalLogin(context, adapter, external, request)
        : await beginDeviceLogin(context, adapter, request)
      const done = begun(counted(started.done))
      // Whoever shows the code may leave before it is used: an error that nobody hears is no crash.
      done.catch(() => {})
      return { ...started, done }
    },
    client: async (id, login) => begun(clientLogin(context, await keeper(id), login)),
    import: async (tokens, options) =>
      begun(importTokens(context, await keeper(tokens.provider), tokens, options)),
    previewImports: (tokens, options) => previewImports(context, keeper, tokens, options),
  }
}
