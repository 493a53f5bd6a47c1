import { checkConsentRequest } from './authorize/consent-request.ts'
import { decide, errorPath } from './authorize/decide.ts'
import type { ZohoChoice } from './choice.ts'
import type { ZohoDataCentre } from './data-centres.ts'
import { demoScopes } from './demo.ts'
import { decideOnDevice } from './device/decide-on-device.ts'
import type { ZohoClient, ZohoUser } from './options.ts'
import { placeOf } from './place.ts'
import { parseScopes } from './scopes.ts'
import { changeLifetimes, type ZohoLifetimes } from './settings/lifetimes.ts'
import { changeLimits, type ZohoLimits } from './settings/limits.ts'
import { changeQuirks, type ZohoQuirks } from './settings/quirks.ts'
import type { ZohoState } from './zoho-state.ts'

/** Whose tokens are meant. */
export interface ZohoOwner {
  /** @default the first client */
  clientId?: string | undefined
  /** @default the first account */
  zuid?: string | undefined
}

/** An owner, and what is allowed. */
export interface ZohoGrantOptions extends ZohoOwner {
  /** Comma-separated. @default scopes enough for every API that is emulated */
  scope?: string | undefined
}

export interface ZohoTokens {
  accessToken: string
  refreshToken: string
}

/** What the API console, a user, or a test can do to the emulated Zoho, in the same process. */
export interface ZohoEmulator {
  /** Registers a client, or replaces the one of the same id; its tokens stay. */
  registerClient(client: ZohoClient): void
  /** Registers an account, or replaces the one of the same id. */
  registerUser(user: ZohoUser): void
  /** Seconds, for what is issued from now on. */
  setLifetimes(lifetimes: Partial<ZohoLifetimes>): void
  setLimits(limits: Partial<ZohoLimits>): void
  setQuirks(quirks: Partial<ZohoQuirks>): void
  /** Issues tokens as an offline consent would, in the account's data centre. */
  mint(grant?: ZohoGrantOptions): ZohoTokens
  /** The code that the API console makes for a Self Client. `lifetime` is in seconds. */
  selfClientCode(grant?: ZohoGrantOptions & { lifetime?: number | undefined }): string
  /** Plays the browser on an authorization URL; returns where it is sent. */
  authorize(url: string | URL, choice?: Partial<ZohoChoice>): string
  /** Plays the user at the verification page. @throws RangeError for an unknown code or account */
  decideOnDevice(userCode: string, choice?: Partial<ZohoChoice>): void
  /** The account removes the app under Connected Apps: all its tokens die. */
  disconnect(owner?: ZohoOwner): void
  /** Ends a refresh token and its access tokens, or one access token. */
  revoke(token: string): void
  /** The old secret is refused from now on; tokens stay. With a data centre: its own secret. */
  rotateSecret(clientId: string, secret: string, dataCentre?: ZohoDataCentre): void
  /** Whether an access token or a refresh token is good now. */
  isLive(token: string): boolean
  /** The live refresh tokens of an account with a client, oldest first. */
  refreshTokens(owner?: ZohoOwner): string[]
  /** The live access tokens of a refresh token, oldest first. */
  accessTokens(refreshToken: string): string[]
  /** How many refreshes were taken of the window that is open now. */
  refreshesTaken(refreshToken: string): number
}

export function createZohoEmulator(state: ZohoState): ZohoEmulator {
  const { registry, codes, consents, accessTokens, refreshTokens, lifetimes, limits, quirks } = state
  const ownerOf = ({ clientId, zuid }: ZohoOwner = {}) => {
    return { client: registry.client(clientId), user: registry.user(zuid) }
  }
  const grantOf = (options: ZohoGrantOptions = {}) => {
    const { client, user } = ownerOf(options)
    const scopes = parseScopes(options.scope ?? demoScopes.join(','))
    if (!scopes) throw new TypeError(`scope is comma-separated, as ZohoCRM.modules.ALL,ZohoCRM.org.READ`)
    if (!registry.clientAt(user.dataCentre, client.clientId)) {
      throw new RangeError(`The Zoho client is not switched on in the data centre ${user.dataCentre}`)
    }
    return { clientId: client.clientId, zuid: user.zuid, dataCentre: user.dataCentre, scopes }
  }
  return {
    registerClient: (client) => registry.registerClient(client),
    registerUser: (user) => registry.registerUser(user),
    setLifetimes: (changes) => changeLifetimes(lifetimes, changes),
    setLimits: (changes) => changeLimits(limits, changes),
    setQuirks: (changes) => changeQuirks(quirks, changes),
    mint(options) {
      const grant = grantOf(options)
      consents.give(grant.clientId, grant.zuid)
      const refreshToken = refreshTokens.issue(grant)
      return { accessToken: accessTokens.issue(grant, refreshToken), refreshToken }
    },
    selfClientCode(options) {
      return codes.issue(
        { ...grantOf(options), offline: true },
        options?.lifetime ?? lifetimes.selfClientCode,
      )
    },
    authorize(url, choice = {}) {
      const { origin, host, pathname, searchParams } = new URL(url)
      const place = placeOf(pathname, host)
      const request = checkConsentRequest(state, place, searchParams)
      const location =
        typeof request === 'string'
          ? errorPath(place, request)
          : decide(state, place, request, { decision: 'allow', ...choice })
      return location.startsWith('/') ? origin + location : location
    },
    decideOnDevice(userCode, choice = {}) {
      const problem = decideOnDevice(state, userCode, { decision: 'allow', ...choice })
      if (problem) throw new RangeError(`The device cannot be decided on: ${problem}`)
    },
    disconnect(options) {
      const { client, user } = ownerOf(options)
      refreshTokens.endAll(client.clientId, user.zuid)
      accessTokens.endAll(client.clientId, user.zuid)
      consents.forget(client.clientId, user.zuid)
    },
    revoke(token) {
      refreshTokens.end(token)
      accessTokens.end(token)
    },
    rotateSecret(clientId, secret, dataCentre) {
      const client = registry.client(clientId)
      if (dataCentre) client.clientSecrets = { ...client.clientSecrets, [dataCentre]: secret }
      else client.clientSecret = secret
    },
    isLive: (token) => refreshTokens.find(token) !== undefined || accessTokens.find(token) !== undefined,
    refreshTokens(options) {
      const { client, user } = ownerOf(options)
      return refreshTokens.of(client.clientId, user.zuid)
    },
    accessTokens: (refreshToken) => accessTokens.of(refreshToken),
    refreshesTaken: (refreshToken) => state.refreshWindows.taken(refreshToken),
  }
}
