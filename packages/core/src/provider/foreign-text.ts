import type { Redact } from './redact.ts'

const longest = 200

/** Long runs that could be somebody's token, though none that we know; not UUIDs, which trace requests. */
const tokenLike = /(?![\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}(?![\w-]))(?<![\w-])[\w-]{32,}/gi

/** Text of a server or a browser, made fit for a message: no secrets, one line, no control characters, short. */
export function foreignText(text: string, redact: Redact): string {
  // Redacted on both sides of stripping: invisible characters inside a secret must not hide it.
  const plain = redact(
    redact(text)
      .replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ')
      .replace(/\p{Cf}+/gu, ''),
  )
  const short = plain.replace(tokenLike, '[long value]').replace(/\s+/g, ' ').trim()
  const characters = Array.from(short)
  return characters.length <= longest ? short : `${characters.slice(0, longest - 1).join('')}…`
}
