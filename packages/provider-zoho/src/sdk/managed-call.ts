import { saysDeadToken } from '../dead-token.ts'
import { atDataCenter } from './at-data-center.ts'

/** What the SDKs hand to a token: one call that is about to be made. */
export interface SdkConnector {
  getHeaders(): Map<string, string>
  setHeaders(headers: Map<string, string>): void
  setUrl(url: string): void
  getContentType(): string | null | undefined
}

/** The parts of a connector that its types hide. */
interface Internals extends SdkConnector {
  url: string
  fireRequest(converter: unknown): Promise<SdkAnswer>
}

interface SdkAnswer {
  statusCode?: number
  body?: unknown
}

/** An access token, and where it is good. */
export interface SdkGrant {
  accessToken: string
  /** Absent while no answer told it: an imported token. */
  apiDomain?: string
}

/** A grant of the connection; `rejected` is not handed out again. */
export type GrantSource = (rejected?: string) => Promise<SdkGrant>

/**
 * Writes the token into a call, sends it to the account's own data centre, and repeats it once with another token when
 * the API says that this one is dead. `hopeless` remembers a fresh token that was refused as well.
 */
export async function manageCall(
  call: SdkConnector,
  grantOf: GrantSource,
  hopeless: { token?: string },
): Promise<void> {
  const connector = call as Internals
  const { url } = connector
  // A new map: the SDK puts the caller's own here, which may serve another account's call at the same time.
  const write = ({ accessToken, apiDomain }: SdkGrant) => {
    const headers = new Map(connector.getHeaders())
    connector.setHeaders(headers.set('Authorization', `Zoho-oauthtoken ${accessToken}`))
    if (typeof url === 'string') connector.setUrl(atDataCenter(url, apiDomain))
  }
  const first = await grantOf()
  write(first)
  const { fireRequest } = connector
  // A form with files is a stream, used up by the first try.
  const repeatable = !/multipart/i.test(connector.getContentType() ?? '')
  if (typeof fireRequest !== 'function' || !repeatable) return
  connector.fireRequest = async (converter) => {
    const fire = () => fireRequest.call(connector, converter)
    const answer = await fire()
    if (!isDead(answer) || hopeless.token === first.accessToken) return answer
    const fresh = await grantOf(first.accessToken)
    // Firing has put the parameters behind the address.
    write(fresh)
    const second = await fire()
    if (isDead(second)) hopeless.token = fresh.accessToken
    return second
  }
}

function isDead({ statusCode = 0, body }: SdkAnswer): boolean {
  let json: unknown
  try {
    json = JSON.parse(String(body))
  } catch {
    json = undefined
  }
  const isObject = typeof json === 'object' && json !== null
  return saysDeadToken({ status: statusCode, ...(isObject && { json: json as Record<string, unknown> }) })
}
