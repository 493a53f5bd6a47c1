import { phrase } from '@oauth-tokens/core/phrase'
import type { Command } from '../command.ts'
import type { CommandOptions } from '../command-options.ts'
import { contractChecks } from '../providers-test/contract-checks.ts'
import { recordingsOf } from '../providers-test/recordings-of.ts'
import { reportCheck, reportChecks } from '../providers-test/report-checks.ts'
import { subjectOf } from '../providers-test/subject-of.ts'

/** Asks of somebody's own adapter what is asked of the built-in ones. */
export const providersTest: Command<CommandOptions['providers test']> = async (context, options) => {
  const subject = await subjectOf(context, options.provider)
  const { from, recordings } = await recordingsOf(context, options.recordings, subject)
  context.output.note(
    from === undefined
      ? phrase`Without recordings: the provider is taken to answer in the standard's words. Record what it really says, and give it with --recordings.`
      : phrase`Recordings: ${from}`,
  )
  const checks = []
  for await (const check of contractChecks(subject, recordings)) {
    context.signal.throwIfAborted()
    checks.push(check)
    reportCheck(context, check)
  }
  reportChecks(context, { provider: subject.id, adapter: subject.factory.name, recordings: from, checks })
}
