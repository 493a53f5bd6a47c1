import { createHmac } from 'node:crypto'
import type { Call } from '../call.ts'

/** Whether the call proves that its sender knows the app's secret: lowercase hex, with the access token as message. */
export function provesAppSecret({ headers }: Call, accessToken: string, secretKey: string): boolean {
  const expected = createHmac('sha256', secretKey).update(accessToken).digest('hex')
  return headers['appsecret_proof'] === expected
}
