import { createHash } from 'node:crypto'
import type { ProviderEndpoints } from './definition.ts'

/** Changes when client id, secret, key or an endpoint changes: a remembered configuration refusal is then forgotten. */
export function configurationDigest(
  clientId: string,
  clientSecrets: readonly unknown[],
  endpoints: ProviderEndpoints,
  keyFingerprint?: string,
): string {
  const sorted = Object.entries(endpoints).sort(([a], [b]) => (a < b ? -1 : 1))
  return createHash('sha256')
    .update(JSON.stringify([clientId, clientSecrets, sorted, keyFingerprint]))
    .digest('hex')
}
