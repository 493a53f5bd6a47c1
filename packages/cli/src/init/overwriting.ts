import { phrase } from '@oauth-tokens/core/phrase'
import { UsageError } from '../usage-error.ts'
import type { Asker } from './asker.ts'
import type { GivenAnswers } from './given-answers.ts'

/** What goes into `.env`: values that differ from those in it only if somebody says so. */
export async function agreedVariables(
  variables: Readonly<Record<string, string>>,
  { given, asker, force }: { given: GivenAnswers; asker: Asker | undefined; force: boolean },
): Promise<Record<string, string>> {
  const agreed: Record<string, string> = {}
  for (const [name, value] of Object.entries(variables)) {
    const there = given.dotenv[name]
    if (!there || there === value || force) agreed[name] = value
    else if (!asker) {
      throw new UsageError(
        phrase`${name} has another value in .env, and nothing was changed. --force replaces it; without a new value in the environment or --secrets the old one is kept.`,
      )
    } else if (await asker.confirm(phrase`${name} has another value in .env. Replace it?`))
      agreed[name] = value
  }
  return agreed
}
