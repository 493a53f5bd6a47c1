import type { RawAnswer } from './dialect.ts'
import { parseJsonObject } from './parse-json-object.ts'
import { chooseTransport } from './transport/choose-transport.ts'
import type { OutgoingRequest, Transport } from './transport/transport.ts'

let transport: Promise<Transport> | undefined

/**
 * Sends one request and reads its whole answer within the time limit. Redirects are not followed.
 * @throws whatever ended the call before its answer was complete
 */
export async function send(request: OutgoingRequest): Promise<RawAnswer> {
  transport ??= chooseTransport(process.env)
  const answer = await (await transport)(request)
  const json = parseJsonObject(answer.text)
  return { ...answer, ...(json !== undefined && { json }) }
}
