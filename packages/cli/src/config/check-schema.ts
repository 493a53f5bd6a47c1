import { joined, type Phrase, phrase } from '@oauth-tokens/core/phrase'
import * as zod from 'zod'
import { closest } from './closest.ts'
import { expectationOf } from './expectations.ts'

type Issue = { code?: string; path: PropertyKey[]; message: string; keys?: string[] }

/** What a schema makes of a value; undefined when it is wrong: then `problems` has each wrong key, and never a value. */
export function read(
  schema: zod.ZodObject,
  value: unknown,
  where: string,
  problems: Phrase[],
): Record<string, unknown> | undefined {
  const result = schema.safeParse(value)
  if (result.success) return result.data
  for (const issue of result.error.issues as Issue[]) problems.push(...describe(issue, where, schema))
  return undefined
}

function describe({ code, path, message, keys }: Issue, where: string, schema: zod.ZodType): Phrase[] {
  const place = path.reduce<string>(join, where)
  if (code !== 'unrecognized_keys') return [told(place, expectationOf(message))]
  const known = keysOf(path.reduce(memberOf, schema))
  return (keys ?? []).map((key) => told(join(place, key), unknownKey(key, known)))
}

function told(place: string, what: Phrase): Phrase {
  return place ? joined([place, what], ': ') : what
}

function unknownKey(key: string, known: string[]): Phrase {
  const meant = closest(key, known)
  if (meant) return phrase`unknown key (did you mean "${meant}"?)`
  return known.length > 0 ? phrase`unknown key; known are ${known.join(', ')}` : phrase`unknown key`
}

function join(place: string, key: PropertyKey): string {
  if (typeof key === 'number') return `${place}[${key}]`
  return place ? `${place}.${String(key)}` : String(key)
}

type Maybe = zod.ZodType | undefined

function keysOf(schema: Maybe): string[] {
  return objectsIn(schema).flatMap((one) => Object.keys(one.shape))
}

function memberOf(schema: Maybe, key: PropertyKey): Maybe {
  return objectsIn(schema)
    .map((one) => one.shape[String(key)] as Maybe)
    .find((member) => member !== undefined)
}

/** The objects that a schema allows. */
function objectsIn(schema: Maybe): zod.ZodObject[] {
  if (schema instanceof zod.ZodOptional) return objectsIn(schema.unwrap() as zod.ZodType)
  if (schema instanceof zod.ZodUnion) return schema.options.flatMap((one) => objectsIn(one as zod.ZodType))
  return schema instanceof zod.ZodObject ? [schema] : []
}
