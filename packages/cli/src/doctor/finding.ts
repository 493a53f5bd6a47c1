import type { Said } from '@oauth-tokens/core/phrase'
import { exitStatus } from '../exit-status.ts'
import { describeError } from '../output/describe-error.ts'

export type Area =
  | 'configuration'
  | 'environment'
  | 'files'
  | 'keys'
  | 'store'
  | 'rescue folder'
  | 'provider'
  | 'connections'

/** One thing that was looked at. Holds no secret. */
export interface Finding {
  area: Area
  /** A warning is worth a look; something that failed does not work. */
  level: 'ok' | 'warning' | 'failed'
  /** What was seen. */
  detail: Said
  /** What to do next. */
  advice?: Said
  provider?: string
  connection?: string
  /** Of the command, where this failed. */
  exit?: number
}

/** An error as a finding, with what it means for the status of the command. */
export function failedBy(error: unknown, area: Area, about: Pick<Finding, 'provider'> = {}): Finding {
  const { message, hint } = describeError(error)
  const status = exitStatus(error)
  return {
    area,
    level: 'failed',
    detail: message,
    ...(hint !== undefined && { advice: hint }),
    ...about,
    // What is wrong with a provider's settings is wrong with the configuration.
    exit: status === 3 ? 2 : status,
  }
}
