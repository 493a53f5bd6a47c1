import { ConfigurationError } from '../errors.ts'
import { joined, type Phrase, phrase, type Said } from '../phrase.ts'

/** An option that cannot be used: which one, what was expected, what to do. Never its value, which may be a secret. */
export function optionError(
  provider: string,
  option: Said,
  problem: Said,
  remedy?: Said,
): ConfigurationError {
  return new ConfigurationError(optionProblem(provider, option, problem, remedy), {
    code: 'invalid_option',
    provider,
  })
}

/** The same as a text, for an error with more to tell. */
export function optionProblem(provider: string, option: Said, problem: Said, remedy?: Said): Phrase {
  const stated = phrase`Provider ${provider}: option ${option} ${problem}.`
  return remedy === undefined ? stated : joined([stated, remedy])
}
