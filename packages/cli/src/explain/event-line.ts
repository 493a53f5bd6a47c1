import type { HistoryEvent } from '@oauth-tokens/core'
import { joined, type Phrase, phrase, type Said } from '@oauth-tokens/core/phrase'
import type { Style } from '../output/style.ts'

const actions: Readonly<Record<string, Phrase>> = {
  login: phrase`login`,
  import: phrase`import`,
  refresh: phrase`refresh`,
  promote: phrase`taken from the rescue folder`,
  revoke: phrase`revoked`,
}

/** Why it was tried; nothing where the action says so itself. */
const reasons: Readonly<Record<string, Phrase>> = {
  expired: phrase`the token had expired, or soon would`,
  'in-doubt': phrase`an answer was lost before it`,
  rejected: phrase`the token was refused`,
  forced: phrase`somebody asked for it`,
  due: phrase`it was due`,
  'min-ttl': phrase`somebody needs it for longer`,
}

const outcomes: Readonly<Record<string, Phrase>> = {
  AuthorizationError: phrase`the authorization failed`,
  ConfigurationError: phrase`the provider refuses the app, or a setting is wrong`,
  LeaseTimeoutError: phrase`another process was at it too long`,
  ProviderRejectedError: phrase`the provider refused`,
  ProviderUnavailableError: phrase`the provider could not be reached, or gave no usable answer`,
  RateLimitedError: phrase`the provider asked to slow down`,
  ReauthorizationRequiredError: phrase`refused for good: its owner must consent again`,
  StoreUnavailableError: phrase`the store did not answer`,
  again: phrase`somebody else was faster`,
}

/** Nobody has to do anything about these. */
const passing = new Set(['again', 'RateLimitedError', 'LeaseTimeoutError'])

/** What was tried, and why. */
export function triedText({ action, why }: HistoryEvent): Said {
  const what = actions[action] ?? action
  const reason = reasons[why] ?? (why === action || why === 'asked' || why === 'rescued' ? undefined : why)
  return reason === undefined ? what : phrase`${what}: ${reason}`
}

/** How it ended. */
export function outcomeText(event: HistoryEvent): Said {
  const { outcome, code, generation } = event
  if (!isFailure(event)) return outcome === 'revoked' ? phrase`done` : phrase`generation ${generation}`
  const said = outcomes[outcome] ?? outcome
  return code === undefined ? said : phrase`${said} (${code})`
}

export function styleOfOutcome(event: HistoryEvent): Style {
  if (!isFailure(event)) return 'good'
  return passing.has(event.outcome) ? 'caution' : 'bad'
}

/** Who did it, how long it took, and whom it waited for. */
export function circumstances({ host, pid, duration, waitedFor }: HistoryEvent): Said {
  const took = duration < 10_000 ? phrase`${duration} ms` : phrase`${Math.round(duration / 1000)} s`
  const who: Said[] = [phrase`${host}, process ${pid}`, took]
  return joined(waitedFor === undefined ? who : [...who, phrase`waited for ${waitedFor}`], ', ')
}

/** Also where nothing went wrong, but nothing was done either. */
export function isFailure({ outcome }: Pick<HistoryEvent, 'outcome'>): boolean {
  return outcome === 'again' || outcome.endsWith('Error')
}
