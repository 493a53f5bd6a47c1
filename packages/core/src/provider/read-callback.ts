import { phrase, type Said } from '../phrase.ts'
import type { OAuthProviderDefinition } from './definition.ts'
import { foreignText } from './foreign-text.ts'
import type { CallbackAnswer } from './provider.ts'
import { createRedact } from './redact.ts'

/** What a redirected URL claims, in standard words. A parameter given twice is an attack or a mistake: no code is read. */
export function readCallback(
  url: URL,
  definition: Pick<OAuthProviderDefinition, 'readCallback'>,
): CallbackAnswer {
  const query = url.searchParams
  const twice = ['code', 'state'].some((name) => query.getAll(name).length > 1)
  const code = twice ? undefined : query.get('code') || undefined
  const state = query.get('state') || undefined
  const error = twice ? 'invalid_callback' : query.get('error') || undefined
  const redact = createRedact(query.getAll('code'))
  const told = query.get('error_description')
  const description: Said | null = twice
    ? phrase`code or state is given twice`
    : told && foreignText(told, redact)
  const standard: CallbackAnswer = {
    ...(state !== undefined && { state }),
    ...(code !== undefined && { code }),
    ...(error !== undefined && { error: foreignText(error, redact) }),
    ...(description && { errorDescription: description }),
  }
  return definition.readCallback?.(query, standard) ?? standard
}
