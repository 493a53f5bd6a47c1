import { phrase } from '@oauth-tokens/core/phrase'
import { type Command, Option } from 'commander'
import type { ExportOptions, ImportOptions } from '../command-options.ts'
import { formats } from '../import/format-names.ts'
import type { Language } from '../language/language.ts'
import { describe } from './describe.ts'
import { examples } from './examples.ts'
import type { Select } from './select.ts'

export function addTransferCommands(program: Command, select: Select, language: Language): void {
  const { say } = language
  describe(
    program.command('import'),
    language,
    phrase`Take over tokens that something else got.`,
    phrase`What the file is, its content tells: token JSON (of a token endpoint, Nango or simple-oauth2; one, an array, or one on each line), variables whose names end in ACCESS_TOKEN, REFRESH_TOKEN, EXPIRES_IN or EXPIRES_AT, the CSV of the Zoho SDKs, or an export.`,
  )
    .argument('[file]', say(phrase`file to read; - or none: stdin`))
    .option('--provider <id>', say(phrase`whose tokens they are, where the file does not say`))
    .option('--account <id>', say(phrase`the account they belong to, where the file does not say`))
    .option(
      '--issued-at <time>',
      say(phrase`when they were issued, ISO 8601 or epoch seconds (default: now)`),
    )
    .addOption(
      new Option('--format <name>', say(phrase`what the file is, where its content misleads`)).choices(
        formats,
      ),
    )
    .option('--passphrase-file <file>', say(phrase`passphrase of an export, in the first line; - for stdin`))
    .option('--check', say(phrase`ask the provider whose tokens they are`))
    .option('--force', say(phrase`import even what is known to be spent, or used by another connection`))
    .option('--dry-run', say(phrase`say what would be imported, and store nothing`))
    .addHelpText(
      'after',
      examples(
        language,
        'oauth-tokens import answer.json --provider zalo-oa --account 579745863508352884',
        'oauth-tokens import .env --provider zalo-oa --account 579745863508352884 --dry-run',
        'oauth-tokens import zoho_tokens.csv --json',
      ),
    )
    .action((file: string | undefined, flags: Omit<ImportOptions, 'file'>) =>
      select('import', { ...(file !== undefined && { file }), ...flags }),
    )

  describe(
    program.command('export'),
    language,
    phrase`Write connections with their tokens, encrypted to a passphrase, for \`import\` elsewhere.`,
    phrase`The passphrase is asked for twice, or read from OAUTH_TOKENS_PASSPHRASE or a file. Nothing is refreshed or spent. Where a refresh token works once, whoever refreshes first ends the other copy: --forget moves connections.`,
  )
    .argument('[connections...]', say(phrase`connection ids (default: all)`))
    .option('--plain', say(phrase`not encrypted: one line of JSON for each connection`))
    .option('--output <file>', say(phrase`new file to write, for this user only (default: stdout)`))
    .option('--passphrase-file <file>', say(phrase`passphrase, in the first line; - for stdin`))
    .option('--forget', say(phrase`delete them here once the file is on the disk`))
    .addHelpText(
      'after',
      examples(
        language,
        'oauth-tokens export --output tokens.jwe',
        'oauth-tokens export zalo-oa:579745863508352884 --forget --output moving.jwe',
        'oauth-tokens export --plain | jq -r \'.provider + ":" + .account\'',
      ),
    )
    .action((connections: string[], flags: Omit<ExportOptions, 'connections'>) =>
      select('export', { connections, ...flags }),
    )
}
