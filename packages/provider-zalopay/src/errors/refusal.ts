import { objectIn } from './object-in.ts'

/** What an answer says no with. */
export interface Refusal {
  /** Its words for machines and then those for people, the most exact first. */
  words: readonly string[]
  /** For people. */
  text: string
}

/**
 * Reads both of ZaloPay's shapes: `{error}`, which belongs to these calls, and `return_code`, which its payment APIs have
 * (both documented). Undefined: it says no to nothing.
 */
export function refusalIn(json: Readonly<Record<string, unknown>>): Refusal | undefined {
  const { error, return_code: returnCode } = json
  const detailed = objectIn(error)
  if (detailed) return fromError(detailed)
  // Neither shape, but the standard's.
  const word = wordIn(error)
  if (word) return { words: [word], text: wordIn(json.error_description) ?? '' }
  const code = wordIn(returnCode) ?? (returnCode === 0 ? '0' : undefined)
  return code === undefined || code === '1' ? undefined : fromReturnCode(code, json)
}

function fromError({ error, code, details }: Record<string, unknown>): Refusal | undefined {
  const { error_info: info, localized_message: message } = objectIn(details) ?? {}
  const text = wordIn(objectIn(message)?.message) ?? ''
  const words = [objectIn(info)?.reason, error, code, text].flatMap((value) => wordIn(value) ?? [])
  // The documented sample is one object with empty fields in it.
  return words.length === 0 ? undefined : { words, text }
}

function fromReturnCode(code: string, json: Readonly<Record<string, unknown>>): Refusal {
  const { sub_return_code: subCode, sub_return_message: subMessage, return_message: message } = json
  const words = [subCode, subMessage, message].flatMap((value) => wordIn(value) ?? [])
  const text = wordIn(subMessage) ?? wordIn(message) ?? ''
  // 3: it is still being worked on (documented).
  return { words: code === '3' ? ['PROCESSING'] : [...words, `return_code ${code}`], text }
}

function wordIn(value: unknown): string | undefined {
  if (typeof value === 'number' && value !== 0) return String(value)
  return typeof value === 'string' && value.trim() !== '' ? value.trim() : undefined
}
