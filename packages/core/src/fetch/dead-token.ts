import { parseJsonObject } from '../provider/parse-json-object.ts'
import type { ProviderAdapter } from '../provider/provider.ts'

/** A refusal of a token is a short text; what is longer is an answer. */
const longest = 64 * 1024

/**
 * Whether an answer says that the access token is dead. The caller's body stays unread: where the provider says it in
 * the body, a copy is read.
 */
export async function saysDeadToken(
  response: Response,
  adapter: Pick<ProviderAdapter, 'deadToken'>,
): Promise<boolean> {
  const { status, headers } = response
  if (!adapter.deadToken) return refusedBearer(response)
  const json = maySay(response) ? await peek(response) : undefined
  return adapter.deadToken({ status, headers, ...(json && { json }) })
}

/** RFC 6750 section 3.1: 401, unless it is the scope that is too small. */
function refusedBearer({ status, headers }: Response): boolean {
  return status === 401 && !/error\s*=\s*"?insufficient_scope/i.test(headers.get('www-authenticate') ?? '')
}

function maySay({ headers, body, bodyUsed }: Response): boolean {
  if (body === null || bodyUsed || Number(headers.get('content-length') ?? 0) > longest) return false
  return /json|text\/plain/i.test(headers.get('content-type') ?? '')
}

async function peek(response: Response): Promise<Record<string, unknown> | undefined> {
  const decoder = new TextDecoder()
  const reader = response.clone().body?.getReader()
  if (!reader) return undefined
  let text = ''
  let size = 0
  try {
    for (;;) {
      const { done, value } = await reader.read()
      if (done) return parseJsonObject(text + decoder.decode())
      size += value.byteLength
      if (size > longest) break
      text += decoder.decode(value, { stream: true })
    }
  } catch {
    // A body that breaks off breaks off for the caller too, who is told by it.
    return undefined
  }
  // Not awaited: a copy is cancelled only when the caller has done with the other one.
  reader.cancel().catch(() => {})
  return undefined
}
