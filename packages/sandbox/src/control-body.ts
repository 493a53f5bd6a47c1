/**
 * A string in the body of a control call.
 * @throws TypeError
 */
export function stringOf(body: Record<string, unknown>, name: string): string | undefined {
  const value = body[name]
  if (value === undefined || typeof value === 'string') return value
  // A JSON number has lost its last digits by now.
  throw new TypeError(`${name} is a string: the ids are longer than a JSON number holds`)
}
