import { AsyncLocalStorage } from 'node:async_hooks'
import { createHash } from 'node:crypto'
import { ConfigurationError, type TokenManager, type TokenSet } from '@oauth-tokens/core'
import { phrase } from '@oauth-tokens/core/phrase'
import { type GrantSource, manageCall, type SdkConnector } from './managed-call.ts'

/** The class `OAuthToken` of either SDK: it is the user's, and passed in. */
export type SdkTokenClass<Token extends object = object> = new (...parts: never[]) => Token

export interface ZohoSdkOptions<Class extends SdkTokenClass> {
  /** Of `@zohocrm/typescript-sdk-8.0` or `@zohocrm/nodejs-sdk-8.0`. */
  OAuthToken: Class
}

/** A token of the SDK whose every access token comes from the manager. */
export type ZohoSdkToken<Class extends SdkTokenClass> = InstanceType<Class> & {
  /** Runs calls of the SDK as another connection; several at once do not disturb each other. */
  as<Result>(connection: string, calls: () => Promise<Result>): Promise<Result>
}

/**
 * A token for the official Zoho CRM SDKs: they ask the manager before every call and never refresh by themselves. A call
 * goes to the data centre of its account. When the API says that the token is dead, it is repeated once.
 *
 * @param connection whose calls they are, outside of `as`; undefined: every call has to be made in `as`
 * @example
 * ```ts
 * const token = zohoSdkToken(tokens, 'zoho:640101001', { OAuthToken })
 * await (await new InitializeBuilder()).environment(USDataCenter.PRODUCTION()).token(token).store(zohoSdkStore()).initialize()
 * await token.as('zoho:20080102002', () => new Org.OrgOperations().getOrganization())
 * ```
 */
export function zohoSdkToken<Class extends SdkTokenClass>(
  tokens: Pick<TokenManager, 'getTokenSet'>,
  connection: string | undefined,
  { OAuthToken }: ZohoSdkOptions<Class>,
): ZohoSdkToken<Class> {
  const running = new AsyncLocalStorage<string>()
  const hopeless = new Map<string, { token?: string }>()
  const present = (): string => {
    const found = running.getStore() ?? connection
    if (found !== undefined) return found
    throw new ConfigurationError(
      phrase`Which connection is this call for? Make it in token.as(connection, () => …).`,
      {
        code: 'connection_unnamed',
      },
    )
  }
  const key = () => keyOf(running.getStore() ?? connection ?? '')

  const Base = OAuthToken as unknown as new (...parts: unknown[]) => object
  class ManagedToken extends Base {
    /** Before a call. The SDK's own way would look into its store, and refresh. */
    async authenticate(call: SdkConnector): Promise<void> {
      const id = present()
      const grantOf: GrantSource = async (rejected) =>
        grantIn(await tokens.getTokenSet(id, rejected === undefined ? {} : { rejected }))
      const known = hopeless.get(id) ?? {}
      hopeless.set(id, known)
      await manageCall(call, grantOf, known)
    }

    /** At initialize and switchUser: nothing is needed yet. */
    async generateToken(): Promise<void> {}

    async getToken(): Promise<string> {
      return (await tokens.getTokenSet(present())).accessToken
    }

    // The SDKs name their files of field descriptions by the end of it: each connection has its own.
    getRefreshToken(): string {
      return key()
    }

    getId(): string {
      return key()
    }

    as<Result>(other: string, calls: () => Promise<Result>): Promise<Result> {
      return running.run(other, calls)
    }
  }
  // Neither looks for the name of the user, which costs a call.
  const [none, noUser] = [null, false]
  return new ManagedToken(
    'oauth-tokens',
    none,
    none,
    keyOf(connection ?? ''),
    none,
    keyOf(connection ?? ''),
    none,
    none,
    noUser,
  ) as ZohoSdkToken<Class>
}

function grantIn({ accessToken, raw }: TokenSet) {
  const { api_domain: apiDomain } = raw
  return { accessToken, ...(typeof apiDomain === 'string' && { apiDomain }) }
}

/** 32 characters, as many as the SDKs look at; no secret. */
function keyOf(connection: string): string {
  return createHash('sha256').update(connection).digest('hex').slice(0, 32)
}
