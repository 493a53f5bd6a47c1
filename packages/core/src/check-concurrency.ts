import { ConfigurationError } from './errors.ts'
import { phrase } from './phrase.ts'

/** With none at once nothing would be done, and nobody told. @throws ConfigurationError */
export function checkConcurrency(concurrency: number): number {
  if (Number.isSafeInteger(concurrency) && concurrency >= 1) return concurrency
  throw new ConfigurationError(phrase`concurrency is ${concurrency}: expected a whole number, at least 1.`, {
    code: 'invalid_concurrency',
  })
}
