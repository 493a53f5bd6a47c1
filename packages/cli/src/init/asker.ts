import { phrase, type Said } from '@oauth-tokens/core/phrase'
import type { CommandContext } from '../command.ts'
import { Interrupted } from '../interruption.ts'
import { textWidth } from '../output/text-width.ts'
import type { Choice } from './question.ts'

export interface Asked {
  message: Said
  /** Stands there to be accepted or changed. */
  initial?: string
  /** Nothing is an answer too. */
  optional?: boolean | undefined
  check?: ((answer: string) => Said | undefined) | undefined
}

/** A person at a terminal. Every question throws `Interrupted` at Ctrl-C. */
export interface Asker {
  tell(lines: readonly Said[]): void
  text(asked: Asked): Promise<string>
  /** Not shown while it is typed. */
  secret(asked: Asked): Promise<string>
  choice<Value extends string>(
    message: Said,
    choices: readonly Choice<Value>[],
    initial?: Value,
  ): Promise<Value>
  /** One at least. */
  several<Value extends string>(message: Said, choices: readonly Choice<Value>[]): Promise<Value[]>
  confirm(message: Said): Promise<boolean>
}

/** Asks on stderr, in the reader's language. The library's own words are English, and therefore not shown. */
export async function terminalAsker({ stdin, stderr, output, signal }: CommandContext): Promise<Asker> {
  const prompts = await import('@clack/prompts')
  const say = output.text
  const common = { input: stdin, output: stderr, signal }
  const answered = <Value>(value: Value): Exclude<Value, symbol> => {
    if (prompts.isCancel(value)) throw signal.reason ?? new Interrupted('Ctrl-C at a question.')
    return value as Exclude<Value, symbol>
  }
  const labelled = <Value extends string>(choices: readonly Choice<Value>[]) =>
    choices.map(({ value, label, hint }) => ({
      value: value as string,
      label: say(label),
      ...(hint !== undefined && { hint: say(hint) }),
    }))
  const checked =
    ({ optional, check }: Asked) =>
    (typed: string | undefined) => {
      const answer = typed?.trim() ?? ''
      if (answer === '') return optional ? undefined : say(phrase`An answer is needed.`)
      const wrong = check?.(answer)
      return wrong === undefined ? undefined : say(wrong)
    }
  const asker: Asker = {
    // Besides the text there is a bar.
    tell: (lines) =>
      prompts.log.info(lines.flatMap((line) => wrapped(say(line), (stderr.columns ?? 80) - 4)).join('\n'), {
        output: stderr,
      }),
    async text(asked) {
      const { message, initial } = asked
      const text = await prompts.text({
        ...common,
        message: say(message),
        ...(initial !== undefined && { initialValue: initial }),
        validate: checked(asked),
      })
      return answered(text).trim()
    },
    async secret(asked) {
      const typed = await prompts.password({
        ...common,
        message: say(asked.message),
        validate: checked(asked),
      })
      return (answered(typed) ?? '').trim()
    },
    async choice<Value extends string>(message: Said, choices: readonly Choice<Value>[], initial?: Value) {
      const chosen = await prompts.select({
        ...common,
        message: say(message),
        options: labelled(choices),
        ...(initial !== undefined && { initialValue: initial as string }),
        showInstructions: false,
      })
      return answered(chosen) as Value
    },
    async several<Value extends string>(message: Said, choices: readonly Choice<Value>[]) {
      for (;;) {
        const chosen = await prompts.multiselect({
          ...common,
          message: say(message),
          options: labelled(choices),
          required: false,
          showInstructions: false,
        })
        const values = answered(chosen) as Value[]
        if (values.length > 0) return values
        asker.tell([phrase`None is chosen yet: the space bar chooses, Enter goes on.`])
      }
    },
    async confirm(message) {
      const sure = await prompts.confirm({
        ...common,
        message: say(message),
        active: say(phrase`Yes`),
        inactive: say(phrase`No`),
        initialValue: false,
      })
      return answered(sure)
    },
  }
  return asker
}

/** Lines that end between words. */
function wrapped(text: string, width: number): string[] {
  const lines: string[] = []
  for (const word of text.split(' ')) {
    const last = lines.at(-1)
    if (last !== undefined && textWidth(`${last} ${word}`) <= width)
      lines[lines.length - 1] = `${last} ${word}`
    else lines.push(word)
  }
  return lines
}
