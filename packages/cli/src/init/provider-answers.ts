import { ConfigurationError } from '@oauth-tokens/core'
import { type Phrase, phrase } from '@oauth-tokens/core/phrase'
import { type AdapterEntry, type AdapterName, adapters } from '../adapters.ts'
import type { Collecting, NewProvider } from './collecting.ts'
import { guideOf } from './guides/guide-of.ts'
import type { Question } from './question.ts'
import { variableOf } from './variable-of.ts'

/**
 * One round of questions.
 *
 * @param before the answers of the round before, which the adapter did not accept
 */
export async function answersOf(
  adapter: AdapterName,
  id: string,
  collecting: Collecting,
  before: ReadonlyMap<string, string> | undefined,
): Promise<{ provider: NewProvider; answers: ReadonlyMap<string, string> }> {
  const { options }: AdapterEntry = adapters[adapter]
  const answers = new Map<string, string>()
  const values: Record<string, unknown> = {}
  const variables: Record<string, string> = {}
  for (const question of guideOf(adapter).questions) {
    const { option, kind } = question
    const variable = variableOf(id, option)
    const answer = await answerOf(question, { ...collecting, adapter, variable, before })
    if (!answer) continue
    answers.set(option, answer)
    if (kind === 'secret') {
      values[option] = { env: variable }
      variables[variable] = answer
    } else values[option] = kind === 'list' ? words(answer) : answer
  }
  // Nobody is asked for it, but the sandbox's settings have it.
  const baseUrl = 'baseUrl' in options ? given(collecting, adapter, id, 'baseUrl') : undefined
  if (baseUrl !== undefined) values.baseUrl = baseUrl
  return { provider: { adapter, id, values, variables }, answers }
}

interface Asking extends Collecting {
  adapter: AdapterName
  variable: string
  before: ReadonlyMap<string, string> | undefined
}

async function answerOf(question: Question, asking: Asking): Promise<string | undefined> {
  const { given, asker, adapter, variable, before, missing } = asking
  const { option, kind, message, optional, check, choices } = question
  const secret = kind === 'secret'
  const set = secret ? undefined : given.set(adapter, option)
  if (set !== undefined && !before && !check?.(set)) return set
  const known = before?.get(option) ?? set ?? given.variable(variable)
  if (!asker) {
    const answer = known ?? question.default
    if (answer === undefined && !optional) missing.push(missingAnswer(question, asking))
    const wrong = answer === undefined ? undefined : check?.(answer)
    if (wrong) throw new ConfigurationError(phrase`${option}: ${wrong}`, { code: 'invalid_option' })
    return answer
  }
  if (secret) {
    const typed = await asker.secret({
      message: known === undefined ? message : phrase`${message} (Enter keeps ${variable} as it is)`,
      optional: optional ?? known !== undefined,
      check,
    })
    return typed === '' ? known : typed
  }
  if (choices) return asker.choice(message, choices, known ?? question.default)
  const initial = known ?? (optional ? undefined : question.default)
  return asker.text({
    message: optional ? phrase`${message} (may be left empty)` : message,
    ...(initial !== undefined && { initial }),
    optional,
    check,
  })
}

function missingAnswer({ kind, option }: Question, { adapter, variable }: Asking): Phrase {
  return kind === 'secret'
    ? phrase`${variable} (in the environment, in .env, or a line of --secrets -)`
    : phrase`--set ${adapter}.${option}=… or ${variable}`
}

function given({ given }: Collecting, adapter: AdapterName, id: string, option: string): string | undefined {
  return given.set(adapter, option) ?? given.variable(variableOf(id, option))
}

function words(text: string): string[] {
  return text.split(/[\s,]+/).filter(Boolean)
}
