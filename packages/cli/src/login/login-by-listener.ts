import { AuthorizationError, type Connection } from '@oauth-tokens/core'
import { listenForCallback } from './callback-listener.ts'
import { type CallbackPage, connectedPage, failedPage, waitingFor } from './callback-page.ts'
import { deadline } from './deadline.ts'
import { expectation } from './expectation.ts'
import type { LoginAttempt } from './login-attempt.ts'
import { showLink } from './show-link.ts'

/** Listens on the loopback redirect URI until the browser comes back with this login's state. */
export async function loginByListener(attempt: LoginAttempt & { redirect: URL }): Promise<Connection> {
  const { context, manager, adapter, options, redirect } = attempt
  let expected: string | undefined
  let result: Promise<Connection> | undefined
  let cameBack: (result: Promise<Connection>) => void
  const consent = new Promise<Connection>((resolve) => {
    cameBack = resolve
  })
  consent.catch(() => {})

  const answer = async (url: URL): Promise<CallbackPage> => {
    if (expected === undefined || stateOf(url) !== expected) return waitingFor
    // Once only: the code is spent by it. A reload, or a browser that asks twice, is told the same again.
    result ??= manager.callback(url).then(({ connection }) => connection)
    cameBack(result)
    return pageOf(result)
  }
  const stateOf = (url: URL) => adapter.readCallback(url).state

  // Listening comes first: a taken port must not cost a consent.
  const listener = await listenForCallback(redirect, answer)
  const limit = deadline(context, options.timeout)
  try {
    const { url, state } = await manager.authorize(adapter.id, expectation(options))
    expected = state
    await showLink(context, url, options.browser)
    context.output.note('Waiting for the consent …')
    await Promise.race([consent, limit.passed])
  } catch (error) {
    // A consent that has come is finished, whatever ended the waiting.
    if (!result) throw error
  } finally {
    limit.cancel()
    await result?.catch(() => {})
    await listener.close()
  }
  if (result) return result
  throw new AuthorizationError('Nobody came back from the consent page.', { code: 'authorization_timeout' })
}

function pageOf(result: Promise<Connection>): Promise<CallbackPage> {
  return result.then(
    ({ id, label }) => connectedPage(label === undefined ? id : `${label} (${id})`),
    (error) => failedPage(error instanceof Error ? error.message : 'Something unexpected happened.'),
  )
}
