import type { Command } from '../command.ts'
import type { CommandOptions } from '../command-options.ts'
import { describeCommands } from '../completion/describe-commands.ts'
import { fishScript } from '../completion/fish-script.ts'
import { bashScript, zshScript } from '../completion/shell-scripts.ts'
import { createProgram } from '../program.ts'

const scripts = { bash: bashScript, zsh: zshScript, fish: fishScript }

/** Prints the script that makes a shell complete this command line. */
export const completion: Command<CommandOptions['completion']> = async ({ output, language }, { shell }) => {
  const silent = () => {}
  const program = createProgram(silent, { out: silent, err: silent }, language)
  const script = scripts[shell](describeCommands(program))
  if (output.json) output.document({ shell, script })
  else output.line(script.trimEnd())
}
