import type { SandboxClock } from '../clock.ts'
import { demoZohoClient, demoZohoUsers } from './demo.ts'
import { DeviceCodes } from './device/device-codes.ts'
import { AccessTokens } from './grants/access-tokens.ts'
import { Codes } from './grants/codes.ts'
import { Consents } from './grants/consents.ts'
import { RefreshTokens } from './grants/refresh-tokens.ts'
import { Windows } from './grants/windows.ts'
import { SigningKey } from './identity/signing-key.ts'
import type { ZohoOptions } from './options.ts'
import { Registry } from './registry.ts'
import { lifetimesOf, type ZohoLifetimes } from './settings/lifetimes.ts'
import { limitsOf, type ZohoLimits } from './settings/limits.ts'
import { quirksOf, type ZohoQuirks } from './settings/quirks.ts'

/** Everything the emulated Zoho remembers. */
export interface ZohoState {
  clock: SandboxClock
  registry: Registry
  lifetimes: ZohoLifetimes
  limits: ZohoLimits
  quirks: ZohoQuirks
  codes: Codes
  consents: Consents
  accessTokens: AccessTokens
  refreshTokens: RefreshTokens
  devices: DeviceCodes
  /** By refresh token, or by client and organization. */
  refreshWindows: Windows
  /** By client. */
  codeWindows: Windows
  signingKey: SigningKey
}

export function createZohoState(clock: SandboxClock, options: ZohoOptions): ZohoState {
  const registry = new Registry()
  for (const client of options.clients ?? [demoZohoClient]) registry.registerClient(client)
  for (const user of options.users ?? demoZohoUsers) registry.registerUser(user)
  const lifetimes = lifetimesOf(options.lifetimes)
  const limits = limitsOf(options.limits)
  const quirks = quirksOf(options.quirks)
  const accessTokens = new AccessTokens(clock, lifetimes, limits)
  const windows = (limit: 'refreshesPerWindow' | 'codesPerWindow') =>
    new Windows(clock, () => {
      return { limit: limits[limit], seconds: limits.window, extends: quirks.throttledRetriesExtend }
    })
  return {
    clock,
    registry,
    lifetimes,
    limits,
    quirks,
    codes: new Codes(clock),
    consents: new Consents(),
    accessTokens,
    refreshTokens: new RefreshTokens(accessTokens, limits),
    devices: new DeviceCodes(clock),
    refreshWindows: windows('refreshesPerWindow'),
    codeWindows: windows('codesPerWindow'),
    signingKey: new SigningKey(),
  }
}
