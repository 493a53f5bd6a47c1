import { phrase } from '@oauth-tokens/core/phrase'
import { importProblem } from './import-problem.ts'

/** Text of a file: UTF-8, or UTF-16 with a byte order mark, as PowerShell's `>` writes it. @throws UsageError */
export function decodeText(bytes: Uint8Array, source: string): string {
  const [first, second] = bytes
  const encoding =
    first === 0xff && second === 0xfe ? 'utf-16le' : first === 0xfe && second === 0xff ? 'utf-16be' : 'utf-8'
  try {
    const text = new TextDecoder(encoding, { fatal: true }).decode(bytes)
    if (!text.includes('\u0000')) return text
  } catch {
    // Said below: it is no text either way.
  }
  throw importProblem(source, phrase`this is not text (UTF-8, or UTF-16 with a byte order mark)`)
}
