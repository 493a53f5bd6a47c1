import type { ZohoChoice } from '../choice.ts'
import type { ZohoState } from '../zoho-state.ts'

/** Acts on the choice; returns the code of what is wrong, if something is. */
export function decideOnDevice(
  { devices, registry }: ZohoState,
  userCode: string,
  { decision, zuid }: ZohoChoice,
): string | undefined {
  const record = devices.findPending(userCode)
  if (!record) return 'invalid_user_code'
  if (decision === 'deny') {
    record.state = 'denied'
    return undefined
  }
  const user = zuid === undefined ? registry.users()[0] : registry.findUser(zuid)
  if (!user) return 'invalid_user'
  if (!registry.clientAt(user.dataCentre, record.clientId)) return 'invalid_client'
  record.state = { zuid: user.zuid }
  return undefined
}
