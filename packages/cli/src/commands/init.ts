import { dirname, relative } from 'node:path'
import { joined, phrase } from '@oauth-tokens/core/phrase'
import type { Command, CommandContext } from '../command.ts'
import type { CommandOptions } from '../command-options.ts'
import { terminalAsker } from '../init/asker.ts'
import { chooseKey } from '../init/choose-key.ts'
import { chooseProviders } from '../init/choose-providers.ts'
import { chooseStore } from '../init/choose-store.ts'
import { collectProvider } from '../init/collect-provider.ts'
import type { Collecting, NewProvider } from '../init/collecting.ts'
import { planFiles, writeFiles } from '../init/files/plan-files.ts'
import { givenAnswers } from '../init/given-answers.ts'
import { agreedVariables } from '../init/overwriting.ts'
import { reportSetup } from '../init/report-setup.ts'
import { sandboxProviders } from '../init/sandbox-providers.ts'
import { findTarget } from '../init/target.ts'
import { UsageError } from '../usage-error.ts'

/** From nothing to a configuration that `login` works with: asks, and writes only once everything is answered. */
export const init: Command<CommandOptions['init']> = async (context, options) => {
  const target = await findTarget(context)
  const folder = dirname(target.path)
  const asker = canAsk(context, options) ? await terminalAsker(context) : undefined
  const shown = relative(context.cwd, target.path)
  asker?.tell([
    target.existing
      ? phrase`${shown} is there: providers are added to it, nothing else in it changes.`
      : phrase`${shown} and .env will be made here.`,
    phrase`Nothing is written before the last answer; Ctrl-C ends it.`,
  ])
  const chosen = await chooseProviders(options.provider, asker)
  const given = await givenAnswers(context, options, chosen.names, folder)

  const taken = new Set(target.existing?.config.providers.map(({ id }) => id))
  const collecting: Collecting = { given, asker, taken, missing: [] }
  const providers: NewProvider[] = []
  const take = (...more: NewProvider[]) => {
    providers.push(...more)
    for (const { id } of more) taken.add(id)
  }
  for (const adapter of chosen.adapters) take(await collectProvider(adapter, collecting))
  const sandbox = chosen.sandbox ? await sandboxProviders(collecting) : undefined
  take(...(sandbox?.providers ?? []))
  requireAnswers(collecting)

  const store = target.existing ? undefined : await chooseStore(context, { given, asker, folder })
  const key = store && (await chooseKey(context, { given, asker, store: store.url, wished: options.key }))
  const wished = {
    ...Object.assign({}, ...providers.map(({ variables }) => variables)),
    ...(store?.variable !== undefined && { OAUTH_TOKENS_STORE: store.variable }),
    ...(key?.variable !== undefined && { OAUTH_TOKENS_KEY: key.variable }),
  }
  const variables = await agreedVariables(wished, { given, asker, force: options.force ?? false })
  const files = await planFiles({ target, providers, store, key, variables, say: context.output.text })
  context.signal.throwIfAborted()
  await key?.make?.()
  writeFiles(files)
  reportSetup(context, { files, providers, key: key?.place, sandboxPort: sandbox?.port, target: target.path })
}

function canAsk({ stdin, stderr }: CommandContext, { yes, secrets }: CommandOptions['init']): boolean {
  return stdin.isTTY === true && stderr.isTTY === true && !yes && secrets !== '-'
}

function requireAnswers({ given, missing }: Collecting): void {
  given.requireAllUsed()
  if (missing.length === 0) return
  throw new UsageError(
    phrase`Nobody can be asked here, and these answers are missing: ${joined(missing, '; ')}.`,
    {
      hint: 'oauth-tokens init --help',
    },
  )
}
