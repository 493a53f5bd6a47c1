import { resolve } from 'node:path'
import type { ExportedTokens } from '@oauth-tokens/core'
import { phrase } from '@oauth-tokens/core/phrase'
import type { Command, CommandContext } from '../command.ts'
import type { CommandOptions, ExportOptions } from '../command-options.ts'
import { withManager } from '../compose.ts'
import { loadSettings } from '../config/load-settings.ts'
import { exportLine } from '../export/export-line.ts'
import { forgetExported } from '../export/forget-exported.ts'
import { gatherExports } from '../export/gather-exports.ts'
import { largestTransfer } from '../export/largest-transfer.ts'
import { choosePassphrase, passphraseSource } from '../export/passphrase.ts'
import { reportFile, throwFirstFailure } from '../export/report-export.ts'
import { sealExport } from '../export/sealed-export.ts'
import { warnOfCopies } from '../export/warn-of-copies.ts'
import { refuseExisting, writeNewFile } from '../export/write-new-file.ts'
import { UsageError } from '../usage-error.ts'

/** Writes connections with their tokens, for `import` elsewhere. Refreshes and spends nothing. */
export const exportTokens: Command<CommandOptions['export']> = async (context, options) => {
  checkChoice(context, options)
  const file = options.output === undefined ? undefined : resolve(context.cwd, options.output)
  if (file !== undefined) refuseExisting(file)
  const settings = await loadSettings(context)
  const passphrase = options.plain
    ? undefined
    : await choosePassphrase(await passphraseSource(context, settings, options.passphraseFile))

  await withManager(context, async ({ manager }) => {
    const gathered = await gatherExports(context, manager, options.connections)
    const { exported } = gathered
    if (exported.length > 0) {
      const content = await contentOf(exported, passphrase)
      context.signal.throwIfAborted()
      if (file === undefined) print(context, exported, content, passphrase)
      else await writeNewFile(file, content)
      // On the disk before anything is given up for it.
      const forgotten = options.forget ? await forgetExported(context, manager, gathered) : undefined
      if (file !== undefined) reportFile(context, file, gathered, forgotten)
      if (!forgotten) await warnOfCopies(context, settings, exported)
    }
    throwFirstFailure(context, gathered)
    context.signal.throwIfAborted()
  })
}

function checkChoice(
  { stdout }: CommandContext,
  { plain, output, passphraseFile, forget }: ExportOptions,
): void {
  if (plain && passphraseFile !== undefined)
    throw new UsageError(
      phrase`--plain and --passphrase-file do not go together: a plain export has no passphrase.`,
    )
  if (forget && output === undefined) {
    throw new UsageError(
      phrase`--forget needs --output FILE: what goes through a pipe may never arrive, and would be lost.`,
    )
  }
  if (plain && output === undefined && stdout.isTTY) {
    throw new UsageError(
      phrase`--plain would show tokens on this screen. Send them to another program, or to a file by --output FILE.`,
    )
  }
}

/** Lines of JSON, sealed where there is a passphrase. */
async function contentOf(
  exported: readonly ExportedTokens[],
  passphrase: string | undefined,
): Promise<string> {
  const lines = exported.map((tokens) => `${JSON.stringify(exportLine(tokens))}\n`).join('')
  const content = passphrase === undefined ? lines : `${await sealExport(lines, passphrase)}\n`
  if (Buffer.byteLength(content) <= largestTransfer) return content
  throw new UsageError(
    phrase`These connections make more than ${largestTransfer / 1024 ** 2} MiB, which import would not read. Export them in parts, by their ids.`,
    { code: 'too_large' },
  )
}

function print(
  { output, stdout }: CommandContext,
  exported: readonly ExportedTokens[],
  content: string,
  passphrase: string | undefined,
): void {
  if (!output.json) stdout.write(content)
  else if (passphrase === undefined) output.document(exported.map(exportLine))
  else output.document({ jwe: content.trim() })
}
