import { ConfigurationError } from '@oauth-tokens/core'
import { joined, type Phrase, phrase } from '@oauth-tokens/core/phrase'
import type { ProviderRecordings, TokenFields } from '@oauth-tokens/core/testing'
import * as zod from 'zod'
import { read } from '../config/check-schema.ts'
import { expects } from '../config/expectations.ts'
import { expectedObject, text } from '../config/schema.ts'

/** A file of recordings. */
export interface CheckedRecordings extends ProviderRecordings {
  /** What the adapter needs beside the usual options. */
  options?: Record<string, unknown>
  fields?: TokenFields
  /** `false`: codes come from elsewhere. */
  consentPage?: boolean
}

/** @throws ConfigurationError that names each wrong key and what was expected */
export function checkRecordings(exported: unknown, file: string): CheckedRecordings {
  const problems: Phrase[] = []
  const checked = read(schema(), exported, '', problems) as CheckedRecordings | undefined
  if (checked && !checked.exchange && !checked.refresh && !checked.client) {
    problems.push(phrase`there are no recordings: of exchange and refresh, or of client`)
  }
  if (checked && problems.length === 0) return checked
  throw new ConfigurationError(phrase`${file}: ${joined(problems, '; ')}.`, { code: 'invalid_recordings' })
}

function schema() {
  const answer = zod.strictObject(
    {
      status: zod.number({ error: expects(phrase`expected a number`) }).optional(),
      headers: zod.record(text, text).optional(),
      body: zod.union([zod.string(), zod.looseObject({})], {
        error: expects(phrase`expected the body of the answer, text or an object`),
      }),
    },
    { error: expectedObject('{"status": 200, "body": {…}}') },
  )
  const outcome = zod.looseObject(
    {
      kind: zod.enum(['issued', 'refused', 'throttled', 'unknown'], {
        error: expects(phrase`expected one of ${'"issued", "refused", "throttled", "unknown"'}`),
      }),
    },
    { error: expectedObject('{"kind": "issued", "grant": {"accessToken": "…"}}') },
  )
  const redeemed = zod
    .array(zod.strictObject({ title: text, answer, outcome }), {
      error: expects(phrase`expected a list: [{"title", "answer", "outcome"}]`),
    })
    .optional()
  const identify = zod
    .array(
      zod.strictObject({
        title: text,
        answer,
        identity: zod.looseObject({ account: text }).optional(),
        error: text.optional(),
      }),
      { error: expects(phrase`expected a list: [{"title", "answer", "identity"}]`) },
    )
    .optional()
  return zod.strictObject(
    {
      options: zod.looseObject({}).optional(),
      fields: zod
        .strictObject({
          accessToken: text.optional(),
          refreshToken: text.optional(),
          expiresIn: text.optional(),
        })
        .optional(),
      consentPage: zod.boolean({ error: expects(phrase`expected true or false`) }).optional(),
      exchange: redeemed,
      refresh: redeemed,
      client: redeemed,
      identify,
    },
    { error: expectedObject('{"exchange": […], "refresh": […], "identify": […]}') },
  )
}
