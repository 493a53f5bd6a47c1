import { errorName } from './error-name.ts'
import type { Cause, OAuthTokensError } from './errors.ts'
import { safely } from './safely.ts'

export const eventTypes = [
  'issued',
  'refreshed',
  'refresh-failed',
  'degraded',
  'in-doubt',
  'recovered',
  'rescued',
  'reauthorization-due',
  'reauthorization-required',
  'revoked',
] as const

export type EventType = (typeof eventTypes)[number]

/** Something that happened to a connection. Holds no secret. */
export interface TokenEvent {
  type: EventType
  at: Date
  connection: string
  provider: string
  generation: number
  cause?: Cause
  /** With `reauthorization-due`: when the connection ends unless its owner consents again. */
  endsAt?: Date
  /** With what asks for a consent: where to give it, if `reauthorizationLink` is set. */
  link?: string
}

const troubles: ReadonlySet<EventType> = new Set<EventType>([
  'refresh-failed',
  'degraded',
  'in-doubt',
  'rescued',
  'reauthorization-due',
  'reauthorization-required',
])

/** Whether somebody should hear of it who hears nothing else. */
export function isTrouble(type: EventType): boolean {
  return troubles.has(type)
}

export type Listener = (event: TokenEvent) => void

/** What a failed attempt says in an event. */
export function causeOf(error: OAuthTokensError): Cause {
  return { ...error.cause, name: error.name, code: error.code }
}

export interface Emitter {
  on(type: EventType, listener: Listener): () => void
  emit(event: TokenEvent): void
  /** Whether an event of this type would reach anybody. */
  hears(type: EventType): boolean
}

/** Listeners are the user's: what they throw or reject with is reported, and never reaches the refresh that told them. */
export function emitter(report: (message: string) => void): Emitter {
  const listeners = new Map<EventType, Set<Listener>>()
  return {
    on(type, listener) {
      const those = listeners.get(type) ?? new Set()
      listeners.set(type, those.add(listener))
      return () => those.delete(listener)
    },
    hears: (type) => (listeners.get(type)?.size ?? 0) > 0,
    emit(event) {
      for (const listener of listeners.get(event.type) ?? []) {
        safely<unknown>(
          () => listener(event),
          (error) => report(`A listener of "${event.type}" threw ${errorName(error)}.`),
        )
      }
    },
  }
}
