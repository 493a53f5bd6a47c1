import type { ExternalState } from '@oauth-tokens/core'

/** An OA as both gateways write it; undefined where it names no OA. int64 ids are strings (documented). */
export function readOa(oa: Readonly<Record<string, unknown>>): ExternalState | undefined {
  const account = textOf(oa.oa_id)
  if (account === undefined) return undefined
  const label = textOf(oa.name)
  const expiresAt = instantOf(oa.expires_at)
  const params = {
    appId: textOf(oa.app_id),
    connectionId: textOf(oa.connection_id),
    // Interits writes in upper case what eTelecom writes in lower case (documented).
    connectionMethod: textOf(oa.connection_method)?.toLowerCase(),
    // Misspelt on the wire, but for one method of Interits (documented).
    ownerId: textOf(oa.onwer_id ?? oa.owner_id),
    shopId: textOf(oa.shop_id),
  }
  return {
    account,
    ...(label !== undefined && { label }),
    params: Object.fromEntries(
      Object.entries(params).filter((entry): entry is [string, string] => entry[1] !== undefined),
    ),
    connected: statusOf(oa) === 'P',
    // The end of the refresh token that the gateway keeps (documented).
    ...(expiresAt !== undefined && { expiresAt }),
  }
}

/** `P` connected, `N` disconnected (documented); samples show `Z`, which is neither. */
export function statusOf({ status }: Readonly<Record<string, unknown>>): string {
  return (textOf(status) ?? '').toUpperCase()
}

function textOf(value: unknown): string | undefined {
  const text = typeof value === 'number' ? String(value) : value
  return typeof text === 'string' && text.trim() !== '' ? text.trim() : undefined
}

/** RFC 3339; the year 1 is how some servers write that there is none. */
function instantOf(value: unknown): number | undefined {
  const instant = Date.parse(textOf(value) ?? '')
  return instant > 0 ? instant : undefined
}
