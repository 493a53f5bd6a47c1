import { phrase } from '@oauth-tokens/core/phrase'
import type { Command } from 'commander'
import type { Language } from '../language/language.ts'
import { UsageError } from '../usage-error.ts'
import { describe } from './describe.ts'
import { examples } from './examples.ts'
import type { Select } from './select.ts'

export function addOtherCommands(program: Command, select: Select, language: Language): void {
  const { say } = language
  describe(
    program.command('sandbox'),
    language,
    phrase`Run the emulated providers on this machine, and print the settings that point to them.`,
    phrase`It runs until stopped: SIGTERM ends it with status 0, Ctrl-C with 130.`,
  )
    .option('--port <number>', say(phrase`port to listen on (default: a free one)`), port)
    .option(
      '--access-token-lifetime <duration>',
      say(phrase`how long access tokens live, such as 6s (default: as the real ones do)`),
    )
    .addHelpText(
      'after',
      examples(
        language,
        'oauth-tokens sandbox --access-token-lifetime 6s > sandbox.env &',
        'sleep 1; . ./sandbox.env; oauth-tokens login zalo-oa',
      ),
    )
    .action((flags: { port?: number; accessTokenLifetime?: string }) => select('sandbox', { ...flags }))
}

function port(text: string): number {
  const value = Number(text)
  if (!Number.isInteger(value) || value < 0 || value > 65_535 || text.trim() === '') {
    throw new UsageError(phrase`--port takes a port: a number from 0 to 65535.`)
  }
  return value
}
