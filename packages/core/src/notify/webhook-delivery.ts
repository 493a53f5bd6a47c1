import { createHmac, randomUUID } from 'node:crypto'
import pRetry, { AbortError } from 'p-retry'
import { phrase } from '../phrase.ts'
import { endpointUrl } from '../provider/endpoint-url.ts'
import { httpFetch } from '../provider/http-fetch.ts'
import { type Deliver, notifyError } from './notification.ts'

const patience = 10_000
/** With a pause from 1 s doubling to a minute: about three minutes in all. */
const retries = 7

/**
 * Posts each notification, signed with HMAC-SHA256 over id, time and body.
 * @see https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md
 */
export function webhookDelivery(address: string, secret: string): Deliver {
  const url = endpointUrl('notify', 'url', address)
  const key = Buffer.from(secret.replace(/^whsec_/, ''), 'base64')
  if (key.length < 24) throw notifyError(phrase`has a secret of less than 24 bytes`)
  return async (notification, closing) => {
    const body = JSON.stringify(notification)
    // The same id for every attempt: the receiver can tell a repetition.
    const id = `msg_${randomUUID()}`
    const attempt = async () => {
      const timestamp = Math.floor(Date.now() / 1000)
      const signature = createHmac('sha256', key).update(`${id}.${timestamp}.${body}`).digest('base64')
      const fetch = await httpFetch()
      const response = await fetch(url.href, {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          'webhook-id': id,
          'webhook-timestamp': String(timestamp),
          'webhook-signature': `v1,${signature}`,
        },
        body,
        redirect: 'manual',
        signal: AbortSignal.timeout(patience),
      })
      await response.body?.cancel().catch(() => {})
      if (response.ok) return
      const refusal = new Error(`${url.host} answered ${response.status}`)
      // "Gone" asks for an end (standard-webhooks, 2xx and 410).
      throw response.status === 410 ? new AbortError(refusal) : refusal
    }
    // The first try is always made: who asked may be a command that is about to end.
    await attempt()
      .catch((error: unknown) => {
        if (error instanceof AbortError) throw error.originalError
        const limits = { retries, minTimeout: 1_000, maxTimeout: 60_000, randomize: true }
        return pRetry(attempt, { ...limits, signal: closing })
      })
      // Foreign errors stay here: their chains may hold the address with its query.
      .catch((error: unknown) => {
        const told = error instanceof Error && error.message.startsWith(url.host)
        throw new Error(told ? error.message : `${url.host} could not be reached`)
      })
  }
}
