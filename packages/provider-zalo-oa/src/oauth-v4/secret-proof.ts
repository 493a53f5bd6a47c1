import { createHmac } from 'node:crypto'

/** Proves with each call that its sender knows the app's secret key (documented, official SDKs). */
export function secretProof(accessToken: string, clientSecret: string): Record<string, string> {
  return { appsecret_proof: createHmac('sha256', clientSecret).update(accessToken).digest('hex') }
}
