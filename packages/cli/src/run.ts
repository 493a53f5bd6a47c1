import type { Command, CommandContext } from './command.ts'
import type { Context } from './context.ts'
import { exitStatus } from './exit-status.ts'
import type { GlobalFlags } from './global-flags.ts'
import { Interrupted, Interruption } from './interruption.ts'
import { chosenLanguage } from './language/chosen-language.ts'
import { type Language, loadLanguage } from './language/language.ts'
import { loadCommand } from './load-command.ts'
import { createOutput, type Output } from './output/output.ts'
import { reportError } from './output/report-error.ts'
import { ownWords } from './own-words.ts'
import { type Invocation, parseArgv } from './parse-argv.ts'
import { UsageError } from './usage-error.ts'
import { watchPipes } from './watch-pipes.ts'

export interface Outcome {
  status: number
  /** The user gave up on work that is still under way. */
  abandoned: boolean
}

/** Runs one command line. Never throws: whatever went wrong is reported here, and its status returned. */
export async function run(argv: readonly string[], context: Context): Promise<Outcome> {
  const language = await loadLanguage(chosenLanguage(argv, context))
  let output = outputFor(context, roughFlags(argv), language)
  const interruption = new Interruption(context, (message) => output.say(message))
  let command: string | undefined
  let ended: number | undefined
  const pipes = watchPipes(context, () => interruption.pipeClosed())
  try {
    const invocation = parseArgv(argv, {
      language,
      width: context.stdout.columns,
      chosen: (name) => {
        command = name
      },
    })
    if ('shown' in invocation) {
      context.stdout.write(invocation.shown)
    } else {
      output = outputFor(context, invocation.flags, language)
      const wider = extended(context, { language, output })
      const work = perform(invocation, wider, interruption, (status) => {
        ended = status
      })
      // If it is abandoned, it goes on until the process ends; how it fails is of no interest any more.
      work.catch(() => {})
      await Promise.race([work, interruption.abandoned])
    }
    const failure = await pipes.written()
    if (failure) throw failure
    return { status: ended ?? (interruption.reason === 'SIGINT' ? 130 : 0), abandoned: false }
  } catch (error) {
    if (interruption.reason === 'closed pipe') return { status: 0, abandoned: false }
    if (error instanceof UsageError && error.help && !output.json) output.raw(error.help)
    if (!(error instanceof Interrupted)) reportError(error, output, nowOf(context))
    return { status: interruption.reason ? 130 : exitStatus(error, command), abandoned: interruption.gaveUp }
  } finally {
    interruption.dispose()
  }
}

async function perform(
  { command, options, flags }: Invocation,
  context: Context & Pick<CommandContext, 'language' | 'output'>,
  interruption: Interruption,
  endWith: (status: number) => void,
): Promise<void> {
  // One name decides both the loader and the options; TypeScript cannot see that through the union.
  const action = (await loadCommand(command)) as Command<typeof options>
  const { signal } = interruption
  const now = () => nowOf(context)
  await action(
    extended(context, { flags, interruption, signal, now, endWith }) satisfies CommandContext,
    options,
  )
}

/** Not by spreading, which would open stdin: few commands read it. */
function extended<Base extends object, More extends object>(base: Base, more: More): Base & More {
  const copy = Object.defineProperties({}, Object.getOwnPropertyDescriptors(base))
  return Object.assign(copy, more) as Base & More
}

function nowOf({ clock }: Context): number {
  return clock ? clock.now() : Date.now()
}

function outputFor(
  { stdout, stderr }: Context,
  { json, quiet, verbose }: GlobalFlags,
  language: Language,
): Output {
  return createOutput(stdout, stderr, {
    json: json ?? false,
    quiet: quiet ?? false,
    verbose: verbose ?? false,
    terminal: stderr.isTTY ?? false,
    language,
  })
}

/** Enough to report that the command line cannot be parsed. */
function roughFlags(argv: readonly string[]): GlobalFlags {
  return ownWords(argv).includes('--json') ? { json: true } : {}
}
