import type { Said } from '@oauth-tokens/core/phrase'

/** What zod, valibot, arktype and others have in common. @see https://standardschema.dev */
export interface StandardSchema {
  '~standard': { validate(value: unknown): Result | Promise<Result> }
}

interface Result {
  value?: unknown
  issues?:
    | readonly { message: string; path?: readonly (PropertyKey | { key: PropertyKey })[] | undefined }[]
    | undefined
}

export function isStandardSchema(value: unknown): value is StandardSchema {
  if ((typeof value !== 'object' && typeof value !== 'function') || value === null) return false
  const { '~standard': standard } = value as Partial<StandardSchema>
  return typeof standard?.validate === 'function'
}

/** The options as a module's own schema takes them, or what it has against them: each by the name that `nameOf` gives. */
export function validated(
  schema: StandardSchema,
  options: Readonly<Record<string, unknown>>,
  nameOf: (option: string) => string,
): { options: Readonly<Record<string, unknown>> } | { problems: Said[] } | 'not at once' {
  const result = schema['~standard'].validate(options)
  if (result instanceof Promise) return 'not at once'
  if (!result.issues) return { options: result.value as Readonly<Record<string, unknown>> }
  return {
    problems: result.issues.map(({ message, path = [] }) => {
      const keys = path.map((one) => String(typeof one === 'object' ? one.key : one))
      return keys.length === 0 ? message : `${nameOf(keys.join('.'))}: ${message}`
    }),
  }
}
