const statusByName: Readonly<Record<string, number>> = {
  UsageError: 2,
  NotRunError: 127,
  ConfigurationError: 2,
  ConnectionNotFoundError: 3,
  ReauthorizationRequiredError: 4,
  ProviderRejectedError: 5,
  RateLimitedError: 5,
  AuthorizationError: 5,
  ProviderUnavailableError: 6,
  StoreUnavailableError: 7,
  LeaseTimeoutError: 8,
  Interrupted: 130,
}

/** Of `exec`: so that a failure of ours is never taken for one of the program it runs. */
const ownFailure = 125

/** By name, not by class: so that reporting an error does not have to load the core. */
export function exitStatus(error: unknown, command?: string): number {
  if (error instanceof Error && 'exitStatus' in error) return Number(error.exitStatus)
  return command === 'exec' ? ownFailure : statusOf(error)
}

function statusOf(error: unknown): number {
  if (!(error instanceof Error)) return 1
  if ('code' in error && error.code === 'unknown_provider') return 3
  return statusByName[error.name] ?? 1
}

export function isExpected(error: unknown): boolean {
  return statusOf(error) !== 1
}
