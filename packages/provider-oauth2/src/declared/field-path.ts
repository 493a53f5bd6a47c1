import type { FieldPath } from './declaration.ts'

/** The first value that stands at one of the paths. */
export function valueAt(json: unknown, path: FieldPath): unknown {
  for (const one of [path].flat()) {
    const value = one.split('.').reduce(memberOf, json)
    if (value !== undefined) return value
  }
  return undefined
}

/** The object that such a value stands in. */
export function holderAt(json: unknown, path: FieldPath): Readonly<Record<string, unknown>> | undefined {
  const found = [path].flat().find((one) => valueAt(json, one) !== undefined)
  if (found === undefined) return undefined
  const holder = found.split('.').slice(0, -1).reduce(memberOf, json)
  return typeof holder === 'object' && holder !== null ? (holder as Record<string, unknown>) : undefined
}

/** A text or a number as a text; empty ones are none. */
export function textAt(json: unknown, path: FieldPath): string | undefined {
  for (const one of [path].flat()) {
    const value = valueAt(json, one)
    const text = typeof value === 'number' ? String(value) : value
    if (typeof text === 'string' && text.trim() !== '') return text.trim()
  }
  return undefined
}

function memberOf(value: unknown, name: string): unknown {
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, name)) return undefined
  return (value as Record<string, unknown>)[name]
}
