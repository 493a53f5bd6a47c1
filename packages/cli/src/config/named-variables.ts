/** The names in all `{ "env": "NAME" }` of a configuration, however deep. */
export function namedVariables(config: unknown): ReadonlySet<string> {
  return new Set(namesIn(config))
}

function namesIn(value: unknown): string[] {
  if (typeof value !== 'object' || value === null) return []
  if ('env' in value && typeof value.env === 'string') return [value.env]
  return Object.values(value).flatMap(namesIn)
}
