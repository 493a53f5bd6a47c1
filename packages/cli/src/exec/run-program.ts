import { type ChildProcess, spawn } from 'node:child_process'
import { constants } from 'node:os'
import { isatty } from 'node:tty'
import type { CommandContext } from '../command.ts'
import { NotRunError } from './not-run-error.ts'

/**
 * Runs a program on our own stdin, stdout and stderr, and waits for it. Signals are its business from then on.
 * @returns its exit status; 128 + n when signal n ended it, as shells say it
 * @throws NotRunError
 */
export function runProgram(
  context: CommandContext,
  [program = '', ...args]: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
): Promise<number> {
  return new Promise((resolve, reject) => {
    const refuse = (error: NodeJS.ErrnoException) => reject(new NotRunError(program, error.code))
    let child: ChildProcess
    try {
      child = spawn(program, args, { cwd: context.cwd, env, stdio: 'inherit' })
    } catch (error) {
      return refuse(error as NodeJS.ErrnoException)
    }
    passSignals(context, child)
    child.once('error', refuse)
    child.once('exit', (status, signal) => resolve(signal ? 128 + constants.signals[signal] : (status ?? 1)))
  })
}

function passSignals({ interruption }: CommandContext, child: ChildProcess): void {
  // Ctrl-C and the end of a terminal reach both of us already, and many programs take a second one for impatience.
  // By number: to look at `stdin` is to open it, and then its reads fail in the program instead of waiting (EAGAIN).
  const onTerminal = [0, 1, 2].some((descriptor) => isatty(descriptor))
  interruption.handOver((signal) => {
    if (signal === 'SIGTERM' || !onTerminal) child.kill(signal)
  })
}
