import { once } from 'node:events'
import { ProviderUnavailableError } from '@oauth-tokens/core'
import { phrase } from '@oauth-tokens/core/phrase'
import type { CommandContext } from '../command.ts'

/** The body on stdout as it comes, byte by byte. */
export async function writeBody(
  { stdout, signal }: CommandContext,
  response: Response,
  url: URL,
): Promise<void> {
  for await (const chunk of chunksOf(response, url, signal)) {
    // Who asks for more than a slow reader takes would hold all of it in memory.
    if (stdout.write(chunk) || stdout.destroyed) continue
    try {
      await once(stdout, 'drain', { signal })
    } catch {
      signal.throwIfAborted()
      // It cannot be written, which whoever watches the pipes tells.
      return
    }
  }
}

/**
 * The answer as one JSON document on one line: JSON in it stands as it came, so that long numbers keep their digits;
 * text is text, and what is no text is base64.
 */
export async function answerDocument(
  { signal }: CommandContext,
  response: Response,
  url: URL,
): Promise<string> {
  const chunks: Uint8Array[] = []
  for await (const chunk of chunksOf(response, url, signal)) chunks.push(chunk)
  const { body, ...rest } = bodyOf(Buffer.concat(chunks))
  const head = JSON.stringify({ status: response.status, headers: headersOf(response), ...rest })
  return `${head.slice(0, -1)},"body":${body}}`
}

function bodyOf(bytes: Buffer): { body: string; encoding?: 'base64' } {
  if (bytes.length === 0) return { body: 'null' }
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes)
    // Within a JSON text line ends stand between values only.
    return { body: isJson(text) ? text.trim().replace(/[\r\n]+/g, ' ') : JSON.stringify(text) }
  } catch {
    return { body: JSON.stringify(bytes.toString('base64')), encoding: 'base64' }
  }
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}

function headersOf({ headers }: Response): Record<string, string | string[]> {
  const cookies = headers.getSetCookie()
  return { ...Object.fromEntries(headers), ...(cookies.length > 0 && { 'set-cookie': cookies }) }
}

async function* chunksOf(
  { body }: Response,
  url: URL,
  signal: AbortSignal,
): AsyncGenerator<Uint8Array, void, void> {
  if (!body) return
  const reader = body.getReader()
  for (;;) {
    const { done, value } = await reader.read().catch(() => {
      signal.throwIfAborted()
      throw new ProviderUnavailableError(phrase`${url.host} broke off in the middle of its answer.`, {
        code: 'answer_broken_off',
      })
    })
    if (done) return
    yield value
  }
}
