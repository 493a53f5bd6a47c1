/** A value as it stands in a script, on one line; as JSON if wished. */
export function literal(value: unknown, json = false): string {
  if (typeof value === 'string') return json ? JSON.stringify(value) : singleQuoted(value)
  if (Array.isArray(value)) return `[${value.map((one) => literal(one, json)).join(', ')}]`
  if (typeof value !== 'object' || value === null) return JSON.stringify(value)
  const fields = Object.entries(value).map(
    ([name, one]) => `${json ? JSON.stringify(name) : name}: ${literal(one, json)}`,
  )
  return `{ ${fields.join(', ')} }`
}

function singleQuoted(text: string): string {
  return `'${JSON.stringify(text).slice(1, -1).replaceAll('\\"', '"').replaceAll("'", "\\'")}'`
}
