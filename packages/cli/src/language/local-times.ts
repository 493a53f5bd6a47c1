import { isPhrase } from '@oauth-tokens/core/phrase'
import { localTimeInSeconds } from '../output/relative-time.ts'

const instant = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/

/** A phrase with the times in it as people here read them: the library, which speaks to logs too, writes ISO 8601. */
export function withLocalTimes(said: unknown): unknown {
  return isPhrase(said) ? { ...said, values: said.values.map(localized) } : said
}

function localized(value: unknown): unknown {
  return typeof value === 'string' && instant.test(value)
    ? localTimeInSeconds(new Date(value))
    : withLocalTimes(value)
}
