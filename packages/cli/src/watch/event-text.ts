import { type EventType, parseConnectionId, type TokenEvent } from '@oauth-tokens/core'
import { type Phrase, phrase } from '@oauth-tokens/core/phrase'
import { localTime } from '../output/relative-time.ts'

const texts: Readonly<Record<EventType, (event: TokenEvent) => Phrase>> = {
  issued: ({ connection }) => phrase`${connection} is authorized.`,
  refreshed: ({ connection, generation }) => phrase`${connection} refreshed: generation ${generation}.`,
  'refresh-failed': (event) => phrase`${event.connection} could not be refreshed (${codeOf(event)}).`,
  degraded: (event) =>
    phrase`${event.connection} is degraded (${codeOf(event)}): its token is still valid, but refreshing it is failing.`,
  'in-doubt': ({ connection }) =>
    phrase`${connection} is in doubt: an answer was lost. Next: oauth-tokens explain ${connection}`,
  recovered: ({ connection, generation }) =>
    phrase`${connection} is out of doubt: generation ${generation} is stored.`,
  rescued: ({ connection }) =>
    phrase`The store did not take the new tokens of ${connection}; they are in the rescue folder of this machine.`,
  'reauthorization-due': (event) =>
    phrase`${event.connection} ends at ${event.endsAt ? localTime(event.endsAt) : '?'} unless its owner consents again: ${consentOf(event)}`,
  'reauthorization-required': (event) =>
    phrase`${event.connection} needs its owner's consent again (${codeOf(event)}): ${consentOf(event)}`,
  revoked: ({ connection }) => phrase`${connection} is revoked.`,
}

/** An event as a person reads it. */
export function eventText(event: TokenEvent): Phrase {
  return texts[event.type](event)
}

function codeOf({ cause }: TokenEvent): string {
  return cause?.code ?? cause?.name ?? '?'
}

function consentOf({ link, connection }: TokenEvent): string {
  const { provider, account } = parseConnectionId(connection)
  return link ?? `oauth-tokens login ${provider} --account ${account}`
}
