import { randomBytes } from 'node:crypto'
import type { ZohoDataCentre } from '../data-centres.ts'

/** What a user allowed a client. It exists only in the user's data centre. */
export interface ZohoGrant {
  clientId: string
  zuid: string
  dataCentre: ZohoDataCentre
  scopes: string[]
}

/** As Zoho writes codes and tokens; those of a device begin with 1004. */
export function newCredential(prefix: '1000' | '1004' = '1000'): string {
  return `${prefix}.${randomBytes(16).toString('hex')}.${randomBytes(16).toString('hex')}`
}
