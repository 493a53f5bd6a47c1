import { styleText } from 'node:util'
import type { ConnectionStatus } from '@oauth-tokens/core'
import type { Context } from '../context.ts'

export type Style = 'good' | 'caution' | 'bad' | 'faint' | 'strong'

const formats = { good: 'green', caution: 'yellow', bad: 'red', faint: 'dim', strong: 'bold' } as const

export type Paint = (text: string, style: Style | undefined) => string

export const plain: Paint = (text) => text

/** Colours, where the stream is a terminal and nobody forbids them. */
export function paintOn(stream: Context['stdout'], env: Context['env']): Paint {
  if (!isLively(stream, env) || env.NO_COLOR) return plain
  // We have asked already, and of this very stream.
  return (text, style) => (style ? styleText(formats[style], text, { validateStream: false }) : text)
}

/** What a table may do on it: colours, and where it is a terminal no line is longer than that is wide. */
export function roomOn(stream: Context['stdout'], env: Context['env']): { paint: Paint; width?: number } {
  const { isTTY, columns } = stream
  return { paint: paintOn(stream, env), ...(isTTY && columns !== undefined && { width: columns }) }
}

/** Whether what stands on it may be written over: a terminal that somebody looks at. */
export function isLively(stream: Context['stdout'], env: Context['env']): boolean {
  return stream.isTTY === true && env.TERM !== 'dumb' && !env.CI
}

export const styleOf: Readonly<Record<ConnectionStatus, Style | undefined>> = {
  active: 'good',
  degraded: 'caution',
  'rate-limited': 'caution',
  'in-doubt': 'bad',
  'reauthorization-required': 'bad',
  revoked: 'faint',
  external: undefined,
}
