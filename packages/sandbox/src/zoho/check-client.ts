import type { ZohoClient } from './options.ts'
import type { Place } from './place.ts'
import { secretAt } from './registry.ts'
import type { ZohoState } from './zoho-state.ts'

/** The client that the parameters prove to be, or the code of what is wrong. */
export function checkClient(
  { registry }: ZohoState,
  { dataCentre }: Place,
  params: URLSearchParams,
): ZohoClient | string {
  const client = registry.clientAt(dataCentre, params.get('client_id') ?? '')
  if (!client) return 'invalid_client'
  const secret = params.get('client_secret')
  return secret === secretAt(client, dataCentre) ? client : 'invalid_client_secret'
}
