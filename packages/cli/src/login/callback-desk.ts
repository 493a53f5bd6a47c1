import type { Connection, ProviderAdapter } from '@oauth-tokens/core'
import type { Language } from '../language/language.ts'
import { listenForCallback } from './callback-listener.ts'
import { type CallbackPage, connectedPage, failedPage, strangerPage } from './callback-page.ts'

/** A login that waits for its consent. */
export interface WaitingLogin {
  /** Spends the code; whoever asks again gets the same result. */
  finish(callback: URL): Promise<Connection>
  /** A browser came that belongs to another one. */
  stranger(): void
}

/** Where the browser comes back to after a consent. */
export interface CallbackDesk {
  /** From now on the browser that brings this state is answered by this login, also when it asks again later. */
  expect(state: string, login: WaitingLogin): void
  /** Lets answers under way reach the browser, then stops. */
  close(): Promise<void>
}

/** Listens on the redirect URI, for one login after another. @throws ConfigurationError `port_in_use` */
export async function openDesk(
  redirect: URL,
  adapter: Pick<ProviderAdapter, 'readCallback'>,
  language: Language,
): Promise<CallbackDesk> {
  const logins = new Map<string, WaitingLogin>()
  const answer = async (url: URL): Promise<CallbackPage> => {
    const login = logins.get(adapter.readCallback(url).state ?? '')
    if (login) return login.finish(url).then(({ id, label }) => connectedPage(id, label), failedPage)
    ;[...logins.values()].at(-1)?.stranger()
    return strangerPage
  }
  const { close } = await listenForCallback(redirect, answer, language)
  return {
    expect(state, login) {
      logins.set(state, login)
    },
    close,
  }
}
