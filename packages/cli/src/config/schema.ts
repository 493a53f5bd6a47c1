import { type Phrase, phrase } from '@oauth-tokens/core/phrase'
import * as zod from 'zod'
import { type AdapterName, adapters, type OptionKind } from '../adapters.ts'
import { closest } from './closest.ts'
import { expects } from './expectations.ts'

export const text = zod
  .string({ error: expects(phrase`expected text in quotes`) })
  .min(1, { error: expects(phrase`is empty`) })

const valueForms = phrase`text in quotes, {"env": "NAME"} or {"file": "PATH"}`

const value = zod.union([text, zod.strictObject({ env: text }), zod.strictObject({ file: text })], {
  error: ({ input }) =>
    expects(
      typeof input === 'number'
        ? phrase`expected ${valueForms}: a number loses its last digits`
        : phrase`expected ${valueForms}`,
    ),
})

export const kinds: Record<OptionKind, zod.ZodType> = {
  value,
  values: zod.union([value, zod.array(value)], {
    error: expects(phrase`expected ${valueForms}, or a list of such`),
  }),
  valuesByName: zod.record(text, zod.union([value, zod.array(value)]), {
    error: expects(phrase`expected an object: a name, then ${valueForms}`),
  }),
  texts: zod.array(text, { error: expects(phrase`expected a list of texts`) }),
  flag: zod.boolean({ error: expects(phrase`expected true or false`) }),
  number: zod
    .number({ error: expects(phrase`expected a number`) })
    .nonnegative({ error: expects(phrase`expected a number of 0 or more`) }),
  object: zod.unknown(),
  pkce: zod.union([zod.boolean(), zod.strictObject({ codeVerifier: value })], {
    error: expects(phrase`expected true, false or {"codeVerifier": …}`),
  }),
  endpoints: zod.strictObject(
    {
      authorization: text.optional(),
      token: text.optional(),
      revocation: text.optional(),
      userInfo: text.optional(),
      deviceAuthorization: text.optional(),
    },
    { error: expectedObject(phrase`addresses by name`) },
  ),
}

/** Everything but what is inside of `providers`. */
export const configSchema = zod.strictObject(
  {
    store: text.optional(),
    encryptionKeys: zod.array(value, { error: expects(phrase`expected a list of keys`) }).optional(),
    lang: zod.enum(['en', 'vi'], { error: expects(phrase`expected "en" or "vi"`) }).optional(),
    refreshMargin: zod
      .union([zod.number().nonnegative(), text], {
        error: expects(phrase`expected seconds, or text such as "5m"`),
      })
      .optional(),
    rescueDir: zod
      .union([zod.literal(false), text], { error: expects(phrase`expected a folder, or false`) })
      .optional(),
    allowHosts: zod.array(text, { error: expects(phrase`expected a list of hosts`) }).optional(),
    reauthorizationLink: text
      .includes('{connection}', { error: expects(phrase`expected an address with {connection} in it`) })
      .optional(),
    notify: zod
      .union(
        [
          zod.strictObject({ command: zod.array(text).min(1) }),
          zod.strictObject({ url: text, secret: value }),
        ],
        { error: expects(phrase`expected {"command": ["program", …]} or {"url": "https://…", "secret": …}`) },
      )
      .optional(),
    providers: zod
      .array(zod.unknown(), { error: expects(phrase`expected a list: [{"adapter": …}]`) })
      .optional(),
  },
  { error: expectedObject(phrase`settings`) },
)

const names = Object.keys(adapters)

/** Enough of a provider to know by which schema to read it. */
export const adapterSchema = zod.looseObject(
  {
    adapter: zod.enum(names, {
      error: ({ input }) => {
        const meant = typeof input === 'string' ? closest(input, names) : undefined
        const all = names.map((name) => `"${name}"`).join(', ')
        const own = phrase`your own by "./my-provider.mjs", a package or an object`
        return expects(
          meant
            ? phrase`expected one of ${all}, or ${own} (did you mean "${meant}"?)`
            : phrase`expected one of ${all}, or ${own}`,
        )
      },
    }),
  },
  { error: expectedObject('{"adapter": …}') },
)

/** The first part of connection ids. */
export function providerId(expected: string): zod.ZodString {
  return zod
    .string({ error: expected })
    .min(1, { error: expects(phrase`is empty`) })
    .regex(/^[a-z][a-z0-9-]*$/, {
      error: expects(phrase`expected a small letter, then small letters, digits and "-"`),
    })
}

export function providerSchema(adapter: AdapterName): zod.ZodObject {
  const options = Object.entries(adapters[adapter].options)
  return zod.strictObject({
    adapter: zod.literal(adapter),
    id: providerId(expects(phrase`expected text in quotes`)).optional(),
    ...Object.fromEntries(options.map(([name, kind]) => [name, kinds[kind].optional()])),
  })
}

/** Zod uses one message for "is no such object" and for unknown keys, which get a better one elsewhere. */
export function expectedObject(
  what: Phrase | string,
): (issue: { code?: string | undefined }) => string | undefined {
  return (issue) => (issue.code === 'invalid_type' ? expects(phrase`expected an object: ${what}`) : undefined)
}
