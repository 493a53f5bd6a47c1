import type { Connection } from '@oauth-tokens/core'
import { phrase } from '@oauth-tokens/core/phrase'
import type { CommandContext } from '../command.ts'
import { exitStatus } from '../exit-status.ts'
import { reportError } from '../output/report-error.ts'
import type { LoginChoice } from './login-attempt.ts'
import { reportConnection } from './report-connection.ts'

/** One login after another, each reported once it is stored. Where one fails, the others go on; the first failure gives the status. */
export async function eachLogin(
  context: CommandContext,
  choices: readonly LoginChoice[],
  logIn: (choice: LoginChoice) => Promise<Connection>,
): Promise<void> {
  const { output, signal, now, endWith } = context
  const [only, ...others] = choices
  if (only && others.length === 0) return reportConnection(output, await logIn(only))
  const failures: unknown[] = []
  for (const [index, choice] of choices.entries()) {
    signal.throwIfAborted()
    if (!output.json) output.log(heading(index + 1, choices.length, choice.account))
    try {
      reportConnection(output, await logIn(choice))
    } catch (error) {
      if (signal.aborted) throw error
      reportError(error, output, now())
      failures.push(error)
    }
  }
  const connected = choices.length - failures.length
  output.note(phrase`${connected} of ${choices.length} accounts are connected.`)
  if (failures.length > 0) endWith(exitStatus(failures[0]))
}

function heading(index: number, count: number, account: string | undefined) {
  return account === undefined
    ? phrase`Account ${index} of ${count}`
    : phrase`Account ${index} of ${count}: ${account}`
}
