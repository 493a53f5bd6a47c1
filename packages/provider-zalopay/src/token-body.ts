import type { AnswerReader } from '@oauth-tokens/core'
import type { ErrorTable } from './errors/error-table.ts'
import { objectIn } from './errors/object-in.ts'
import { refusalIn } from './errors/refusal.ts'
import { type LifetimeUnit, lifetimeInSeconds } from './lifetimes.ts'

/**
 * ZaloPay's answer in standard words. Refusals come under HTTP 200, the only status that is documented, so the body
 * decides; what comes under 429 or 5xx says enough by its status.
 */
export function readTokenBody(table: ErrorTable, unit: LifetimeUnit): AnswerReader {
  return ({ json, status, headers }) => {
    if (json === undefined || status === 429 || status >= 500) return undefined
    const { error: _, data, ...around } = json
    const body: Record<string, unknown> = { ...around, ...objectIn(data) }
    const serverTime = instantOf(headers.get('date'))
    const seconds = (told: unknown) => lifetimeInSeconds(told, unit, serverTime)
    const { permissions } = body
    const refusal = refusalIn(json)
    return {
      ...body,
      expires_in: seconds(body.expires_in),
      refresh_expires_in: seconds(body.refresh_expires_in),
      // What the user granted, perhaps less than the app may ask for (inferred).
      ...(Array.isArray(permissions) && { scope: permissions }),
      ...(refusal && { error: table.choose(refusal.words), error_description: refusal.text }),
    }
  }
}

function instantOf(date: string | null): number | undefined {
  const instant = Date.parse(date ?? '')
  return Number.isNaN(instant) ? undefined : instant
}
