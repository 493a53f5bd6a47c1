import type { ImportPreview } from '@oauth-tokens/core'
import { phrase } from '@oauth-tokens/core/phrase'
import type { Command } from '../command.ts'
import type { CommandOptions, ImportOptions } from '../command-options.ts'
import { withManager } from '../compose.ts'
import { requireProvider } from '../config/load-provider.ts'
import { loadSettings } from '../config/load-settings.ts'
import { refuseTwice } from '../import/planned-import.ts'
import { readInput } from '../import/read-input.ts'
import { readInstant } from '../import/read-time.ts'
import { reportImports, reportPreviews } from '../import/report-imports.ts'
import { type ImportDefaults, pickedByProvider, resolveOwner } from '../import/resolve-owner.ts'
import { storeImports } from '../import/store-imports.ts'
import { UsageError } from '../usage-error.ts'

/** Takes over tokens that something else got. All of the input is checked before any of it is stored. */
export const importTokens: Command<CommandOptions['import']> = async (context, options) => {
  const { output, signal } = context
  const { force = false, check = false, dryRun = false } = options
  const defaults = defaultsOf(options, context.now())
  const settings = await loadSettings(context)
  const found = await readInput(context, settings, options)
  const meant = pickedByProvider(found, defaults.provider)
  for (const { where } of found) {
    if (!meant.some((one) => one.where === where))
      output.log(phrase`${where}: left out, because --provider names another one.`)
  }
  const tokens = meant.map((one) => resolveOwner(one, defaults, settings))
  for (const { provider } of tokens) requireProvider(settings, provider)

  await withManager(context, async ({ manager }) => {
    const previews = await manager.previewImports(tokens, { force, check })
    const plan = meant.map(({ where }, index) => ({
      where,
      tokens: tokens[index] as (typeof tokens)[number],
      preview: previews[index] as ImportPreview,
    }))
    refuseTwice(plan, force)
    if (dryRun) return reportPreviews(context, plan)
    reportImports(context, await storeImports(context, manager, plan, force))
    signal.throwIfAborted()
  })
}

function defaultsOf({ provider, account, issuedAt, check }: ImportOptions, now: number): ImportDefaults {
  const issued = issuedAt === undefined ? undefined : readInstant(issuedAt)
  if (issuedAt !== undefined && !issued) {
    throw new UsageError(phrase`--issued-at is not a time: expected ISO 8601, or seconds since 1970.`)
  }
  // A few minutes are forgiven: clocks differ.
  if (issued && issued.getTime() > now + 5 * 60_000)
    throw new UsageError(phrase`--issued-at lies in the future.`)
  return {
    ...(provider !== undefined && { provider }),
    ...(account !== undefined && { account }),
    ...(issued && { issuedAt: issued }),
    ...(check && { check }),
  }
}
