import { phrase } from '@oauth-tokens/core/phrase'
import { type AdapterEntry, adapters } from '../adapters.ts'
import type { CommandContext } from '../command.ts'
import { loadSettings } from '../config/load-settings.ts'
import type { Settings } from '../config/settings.ts'
import { type Finding, failedBy } from './finding.ts'

/** Whether the settings can be read; without them nothing else can be looked at. */
export async function checkConfiguration(
  context: CommandContext,
): Promise<{ findings: Finding[]; settings?: Settings }> {
  try {
    const settings = await loadSettings(context)
    const { file, folder, providers } = settings
    const found: Finding = {
      area: 'configuration',
      level: 'ok',
      detail:
        file === undefined
          ? phrase`No configuration file in ${folder}: variables and .env decide.`
          : phrase`${file} is valid.`,
    }
    if (providers.length > 0) return { findings: [found, ...unused(settings)], settings }
    const lacking: Finding = {
      area: 'configuration',
      level: 'warning',
      detail: phrase`No provider is configured.`,
      advice:
        file === undefined
          ? phrase`oauth-tokens init asks for what one needs; or set its variables, such as ZALO_OA_CLIENT_ID.`
          : phrase`oauth-tokens init adds one to ${file}.`,
    }
    return { findings: [found, lacking, ...unused(settings)], settings }
  } catch (error) {
    const { code } = error as { code?: string }
    return { findings: [failedBy(error, code?.startsWith('keyring') ? 'keys' : 'configuration')] }
  }
}

/** Providers that variables would define if there were no file: whoever set those waits for them in vain. */
function unused({ file, providers, variable }: Settings): Finding[] {
  if (file === undefined) return []
  return Object.entries(adapters).flatMap(([adapter, { prefix }]: [string, AdapterEntry]) => {
    const name = `${prefix}_CLIENT_ID`
    if (prefix === undefined || !variable(name) || providers.some((one) => one.adapter === adapter)) return []
    return [
      {
        area: 'configuration' as const,
        level: 'warning' as const,
        detail: phrase`${name} is set, but defines no provider: with a configuration file only what stands in it counts.`,
        advice: phrase`oauth-tokens init --provider ${adapter} adds it to ${file}.`,
      },
    ]
  })
}
