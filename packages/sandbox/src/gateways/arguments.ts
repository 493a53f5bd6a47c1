import { Refused } from './refused.ts'

export type Body = Record<string, unknown>

/** A string, or undefined if left out. */
export function optionalText(body: Body, name: string): string | undefined {
  const value = body[name]
  if (value === undefined || typeof value === 'string') return value
  throw new Refused('invalid_argument', `${name} must be a string`)
}

export function text(body: Body, name: string): string {
  const value = optionalText(body, name)
  if (!value) throw new Refused('invalid_argument', `${name} is required`)
  return value
}

/** An int64 travels as a string: a JSON number has lost its last digits. */
export function optionalId(body: Body, name: string): string | undefined {
  const value = optionalText(body, name)
  if (value === undefined || /^\d{1,19}$/.test(value)) return value
  throw new Refused('invalid_argument', `${name} must be an int64 in a string`)
}

export function id(body: Body, name: string): string {
  const value = optionalId(body, name)
  if (value === undefined) throw new Refused('invalid_argument', `${name} is required`)
  return value
}

/** An integer, in a string too as JSON forms of protobuf allow. */
export function integer(body: Body, name: string): string {
  const value = body[name]
  if (Number.isSafeInteger(value) || (typeof value === 'string' && /^\d{1,19}$/.test(value)))
    return String(value)
  throw new Refused('invalid_argument', `${name} must be an integer`)
}

/** An object, empty if left out. */
export function nested(body: Body, name: string): Body {
  const value = body[name] ?? {}
  if (typeof value === 'object' && !Array.isArray(value)) return value as Body
  throw new Refused('invalid_argument', `${name} must be an object`)
}
