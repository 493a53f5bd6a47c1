import type { ProviderAdapter } from '@oauth-tokens/core'
import type { CommandContext } from '../command.ts'
import { type LineReader, openLines } from '../line-reader.ts'
import { openDesk } from './callback-desk.ts'
import type { WaysBack } from './login-by-browser.ts'
import { loopbackRedirect } from './loopback-redirect.ts'

/** Listens and reads for as long as the work lasts: all logins of one command share the port and stdin. */
export async function withWaysBack(
  context: CommandContext,
  adapter: ProviderAdapter,
  { paste }: { paste?: true },
  work: (ways: WaysBack) => Promise<void>,
): Promise<void> {
  const redirect = paste ? undefined : loopbackRedirect(adapter.redirectUri)
  // Listening comes first: a taken port must not cost a consent.
  const desk = redirect && (await openDesk(redirect, adapter, context.language))
  let opened: LineReader | undefined
  const lines = () => {
    opened ??= openLines(context)
    return opened
  }
  try {
    await work({ lines, ...(desk && redirect && { listening: { desk, redirect } }) })
  } finally {
    opened?.close()
    await desk?.close()
  }
}
