import type { RawAnswer } from './dialect.ts'
import { parseJsonObject } from './parse-json-object.ts'
import { chooseTransport } from './transport/choose-transport.ts'
import type { OutgoingRequest, Transport } from './transport/transport.ts'

let choosing: Promise<Transport> | undefined
let chosen: Transport | undefined

/**
 * Sends one request and reads its whole answer within the time limit. Redirects are not followed.
 * @throws whatever ended the call before its answer was complete
 */
export async function send(request: OutgoingRequest): Promise<RawAnswer> {
  choosing ??= chooseTransport(process.env)
  chosen ??= await choosing
  const { status, headers, text } = await chosen(request)
  return { status, headers, text, json: parseJsonObject(text) }
}
