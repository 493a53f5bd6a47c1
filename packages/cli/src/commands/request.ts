import { ProviderRejectedError, parseConnectionId, printable } from '@oauth-tokens/core'
import { joined, phrase } from '@oauth-tokens/core/phrase'
import type { Command, CommandContext } from '../command.ts'
import type { CommandOptions } from '../command-options.ts'
import { withManager } from '../compose.ts'
import { requireProvider } from '../config/load-provider.ts'
import { readRequest } from '../request/read-request.ts'
import { answerDocument, writeBody } from '../request/write-answer.ts'

/** Makes an authorized call. */
export const request: Command<CommandOptions['request']> = async (context, options) => {
  const { output, signal } = context
  const { connection, fail } = options
  const { provider } = parseConnectionId(connection)
  const { url, init } = await readRequest(context, options)
  await withManager(context, async ({ manager, settings }) => {
    requireProvider(settings, provider)
    const response = await manager.fetch(connection, url, { ...init, signal })
    tell(context, response, url)
    if (output.json) output.line(await answerDocument(context, response, url))
    else await writeBody(context, response, url)
    if (!fail || response.status < 400) return
    throw new ProviderRejectedError(phrase`${url.host} answered ${statusLine(response)}.`, {
      connection,
      provider,
      code: 'http_error',
    })
  })
}

function tell({ output }: CommandContext, response: Response, url: URL): void {
  output.detail(joined(['HTTP', statusLine(response)]))
  for (const [name, value] of response.headers) {
    // A log must not hold what opens a session.
    output.detail(joined([name, name === 'set-cookie' ? '…' : value], ': '))
  }
  const location = response.headers.get('location')
  if (response.status < 300 || response.status > 399 || location === null) return
  const base = response.url || url.href
  const to = URL.canParse(location, base)
    ? new URL(location, base).origin
    : phrase`an address that cannot be read`
  output.warning(
    phrase`${url.host} redirects to ${to}, which was not followed: a token goes nowhere but to the host that was named.`,
  )
}

function statusLine({ status, statusText }: Response): string {
  return printable(`${status} ${statusText}`.trim())
}
