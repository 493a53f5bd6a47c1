import type { Connection } from '@oauth-tokens/core'
import { phrase } from '@oauth-tokens/core/phrase'
import { readLine, readLines } from '../input.ts'
import { UsageError } from '../usage-error.ts'
import { expectation } from './expectation.ts'
import type { LoginAttempt } from './login-attempt.ts'

/** A code that was got elsewhere: by a mini app, or in the provider's console. */
export async function loginByCode({ context, manager, adapter, options }: LoginAttempt): Promise<Connection> {
  const { code, codeVerifier } = await read(context, options)
  const params = parametersOf(options.param)
  return manager.exchange(adapter.id, {
    ...expectation(options),
    code,
    ...(codeVerifier !== undefined && { codeVerifier }),
    ...(params && { params }),
  })
}

/** `name=value`, as the adapter's page says: where the account lives. @throws UsageError */
export function parametersOf(given: readonly string[] | undefined): Record<string, string> | undefined {
  if (given === undefined) return undefined
  return Object.fromEntries(
    given.map((pair) => {
      const [, name, value] = /^([A-Za-z][\w-]*)=(.+)$/.exec(pair) ?? []
      if (name === undefined || value === undefined) {
        throw new UsageError(phrase`--param is not NAME=VALUE: expected something like --param location=eu.`)
      }
      return [name, value]
    }),
  )
}

async function read(
  context: LoginAttempt['context'],
  { code = '-', codeVerifier }: LoginAttempt['options'],
): Promise<{ code: string; codeVerifier?: string }> {
  if (codeVerifier !== undefined && codeVerifier !== '-') {
    throw new UsageError(
      phrase`A PKCE verifier is a secret and does not belong on the command line: give --code-verifier - and the verifier on stdin.`,
    )
  }
  if (codeVerifier === undefined) {
    const only = code === '-' ? await readLine(context, phrase`Code: `) : code
    if (only === undefined) throw new UsageError(phrase`No code came on stdin.`)
    return { code: only }
  }
  const wanted = code === '-' ? [phrase`Code: `, phrase`Verifier: `] : [phrase`Verifier: `]
  const lines = await readLines(context, wanted)
  const [first, second] = code === '-' ? lines : [code, ...lines]
  if (first === undefined || second === undefined) {
    throw new UsageError(
      code === '-'
        ? phrase`Expected two lines on stdin: the code, then the verifier.`
        : phrase`Expected the verifier on stdin.`,
    )
  }
  return { code: first, codeVerifier: second }
}
