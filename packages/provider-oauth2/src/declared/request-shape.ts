import type { RequestShape } from './declaration.ts'

/** Standard parameters in the server's own words. */
export function shaped(
  standard: Iterable<readonly [string, string | undefined]>,
  { names = {}, omit = [], add = {} }: RequestShape = {},
): Record<string, string | undefined> {
  const kept = [...standard].filter(([name]) => !omit.includes(name))
  const named = kept.map(([name, value]) => [Object.hasOwn(names, name) ? names[name] : name, value])
  return { ...Object.fromEntries(named), ...add }
}

/** `{name}` in a text, by its value. */
export function filled(template: string, values: Readonly<Record<string, string>>): string {
  return template.replace(/\{(\w+)\}/g, (place, name) => values[name] ?? place)
}
