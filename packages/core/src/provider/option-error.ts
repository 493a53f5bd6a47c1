import { ConfigurationError } from '../errors.ts'

/** An option that cannot be used: which one, what was expected, what to do. Never its value, which may be a secret. */
export function optionError(
  provider: string,
  option: string,
  problem: string,
  remedy?: string,
): ConfigurationError {
  const ending = remedy === undefined ? '' : ` ${remedy}`
  return new ConfigurationError(`Provider ${provider}: option ${option} ${problem}.${ending}`, {
    code: 'invalid_option',
    provider,
  })
}
