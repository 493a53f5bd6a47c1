type Checks<Settings> = { [Name in keyof Settings]-?: (value: unknown) => boolean }

/**
 * Changes some settings, all or none.
 * @throws TypeError for an unknown name or a value that its check refuses
 */
export function changeSettings<Settings extends object>(
  settings: Settings,
  changes: Partial<Settings>,
  checks: Checks<Settings>,
): void {
  const known = Object.keys(checks).join(', ')
  for (const [name, value] of Object.entries(changes)) {
    if (!Object.hasOwn(checks, name)) throw new TypeError(`Unknown setting ${name}; known are ${known}`)
    if (!checks[name as keyof Settings](value)) {
      throw new TypeError(`${name} cannot be ${JSON.stringify(value)}`)
    }
  }
  Object.assign(settings, structuredClone(changes))
}

export const isPositive = (value: unknown): boolean => Number.isFinite(value) && (value as number) > 0

export const isCount = (value: unknown): boolean => Number.isInteger(value) && (value as number) >= 0

export const isBoolean = (value: unknown): boolean => typeof value === 'boolean'

export const oneOf =
  (...allowed: unknown[]) =>
  (value: unknown): boolean =>
    allowed.includes(value)
