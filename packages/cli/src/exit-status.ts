const statusByName: Readonly<Record<string, number>> = {
  OutputError: 1,
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

/** By a code where that says more than the name. */
const statusByCode: Readonly<Record<string, number>> = { unknown_provider: 3 }

/** Of `exec`: so that a failure of ours is never taken for one of the program it runs. */
const ownFailure = 125

/** By name, not by class: so that reporting an error does not have to load the core. */
export function exitStatus(error: unknown, command?: string): number {
  if (error instanceof Error && 'exitStatus' in error) return Number(error.exitStatus)
  return command === 'exec' ? ownFailure : (statusOf(error) ?? 1)
}

function statusOf(error: unknown): number | undefined {
  if (!(error instanceof Error)) return undefined
  const byCode = 'code' in error ? statusByCode[String(error.code)] : undefined
  return byCode ?? statusByName[error.name]
}

/** Whether the message was written for people; any other error is a bug to report. */
export function isExpected(error: unknown): boolean {
  return statusOf(error) !== undefined
}
