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
          ? `No configuration file in ${folder}: variables and .env decide.`
          : `${file} is valid.`,
    }
    if (providers.length > 0) return { findings: [found], settings }
    const lacking: Finding = {
      area: 'configuration',
      level: 'warning',
      detail: 'No provider is configured.',
      advice:
        file === undefined
          ? 'Set the variables of one, such as ZALO_OA_CLIENT_ID, or write oauth-tokens.config.json.'
          : `Add one to "providers" in ${file}.`,
    }
    return { findings: [found, lacking], settings }
  } catch (error) {
    return { findings: [failedBy(error, 'configuration')] }
  }
}
