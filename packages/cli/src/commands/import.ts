import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import type { Connection } from '@oauth-tokens/core'
import type { Command, CommandContext } from '../command.ts'
import type { CommandOptions, ImportOptions } from '../command-options.ts'
import { withManager } from '../compose.ts'
import { requireProvider } from '../config/load-provider.ts'
import { parseDocuments } from '../import/parse-documents.ts'
import { readInstant } from '../import/read-time.ts'
import { type ImportDefaults, readTokens } from '../import/read-tokens.ts'
import { readAll } from '../input.ts'
import { describeError } from '../output/describe-error.ts'
import { UsageError } from '../usage-error.ts'

/** Takes over tokens that something else got. All of the input is checked before any of it is stored. */
export const importTokens: Command<CommandOptions['import']> = async (context, options) => {
  const { output, signal } = context
  const defaults = defaultsOf(options, context.now())
  const source = options.file === undefined || options.file === '-' ? 'stdin' : options.file
  const documents = parseDocuments(await read(context, source), source)
  const entries = documents.map((document) => ({
    tokens: readTokens(document, defaults),
    where: document.where,
  }))
  refuseTwice(entries.map(({ tokens }) => `${tokens.provider}:${tokens.account}`))

  const imported: Connection[] = []
  const failures: unknown[] = []
  await withManager(context, async ({ manager, settings }) => {
    for (const { tokens } of entries) requireProvider(settings, tokens.provider)
    for (const { tokens, where } of entries) {
      if (signal.aborted) break
      try {
        imported.push(
          await manager.import(tokens, { force: options.force ?? false, check: options.check ?? false }),
        )
      } catch (error) {
        // The first failure is reported by whoever reports errors; the others would go unheard.
        if (failures.length > 0) output.warning(`${where}: ${describeError(error).message}`)
        failures.push(error)
      }
    }
  })
  if (output.json) output.document(imported)
  else for (const { id } of imported) output.line(id)
  if (failures.length > 0) throw failures[0]
  signal.throwIfAborted()
}

function defaultsOf({ provider, account, issuedAt }: ImportOptions, now: number): ImportDefaults {
  const issued = issuedAt === undefined ? undefined : readInstant(issuedAt)
  if (issuedAt !== undefined && !issued) {
    throw new UsageError('--issued-at is not a time: expected ISO 8601, or seconds since 1970.')
  }
  // A few minutes are forgiven: clocks differ.
  if (issued && issued.getTime() > now + 5 * 60_000) throw new UsageError('--issued-at lies in the future.')
  return {
    ...(provider !== undefined && { provider }),
    ...(account !== undefined && { account }),
    ...(issued && { issuedAt: issued }),
  }
}

async function read(context: CommandContext, source: string): Promise<string> {
  if (source === 'stdin') {
    if (context.stdin.isTTY) context.output.note('Paste the token JSON, then press Ctrl-D.')
    return readAll(context)
  }
  try {
    return readFileSync(resolve(context.cwd, source), 'utf8')
  } catch (error) {
    throw new UsageError(`${source} cannot be read (${(error as NodeJS.ErrnoException).code}).`, {
      code: 'unreadable_file',
    })
  }
}

function refuseTwice(ids: readonly string[]): void {
  const twice = ids.find((id, index) => ids.indexOf(id) !== index)
  if (twice === undefined) return
  throw new UsageError(
    `The input has tokens of ${twice} more than once: only one of them can be the newest.`,
    {
      code: 'invalid_import',
    },
  )
}
