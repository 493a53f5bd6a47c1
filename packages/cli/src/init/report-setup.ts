import { relative } from 'node:path'
import { phrase } from '@oauth-tokens/core/phrase'
import type { CommandContext } from '../command.ts'
import type { KeyPlace } from './choose-key.ts'
import type { NewProvider } from './collecting.ts'
import type { PlannedFile } from './files/plan-files.ts'
import { guideOf } from './guides/guide-of.ts'
import { sandboxCommand } from './sandbox-providers.ts'

interface Setup {
  files: readonly PlannedFile[]
  providers: readonly NewProvider[]
  /** Absent: it was settled before. */
  key: KeyPlace | undefined
  sandboxPort: number | undefined
  /** The configuration. */
  target: string
}

/** Which files were written, and what to do next. */
export function reportSetup(
  { output, cwd, flags }: CommandContext,
  { files, providers, key, sandboxPort, target }: Setup,
): void {
  const named = flags.config === undefined ? '' : ` --config ${relative(cwd, target)}`
  const start = sandboxPort === undefined ? undefined : sandboxCommand(sandboxPort)
  const [first] = providers
  const login =
    first && `oauth-tokens login ${first.id}${guideOf(first.adapter).login ?? accountOf(first)}${named}`
  const next = [start, login, `oauth-tokens doctor${named}`].filter((command) => command !== undefined)
  const changes = files.map(({ path, change }) => ({ path, change }))
  if (output.json) {
    output.document({
      files: changes,
      providers: providers.map(({ id, adapter }) => ({ id, adapter })),
      ...(key !== undefined && { key }),
      next,
    })
    return
  }
  for (const { path, change } of changes) {
    const shown = relative(cwd, path)
    output.line(change === 'created' ? phrase`written: ${shown}` : phrase`changed: ${shown}`)
  }
  if (start !== undefined) output.note(phrase`Start the sandbox in a terminal of its own: ${start}`)
  if (login !== undefined) output.note(phrase`Next: ${login}`)
}

/** Where no browser can come back, the app logs in for itself, and its account needs a name. */
function accountOf({ adapter, values }: NewProvider): string {
  const { questions } = guideOf(adapter)
  const browser = questions.some(({ option }) => option === 'redirectUri')
  return browser && adapter === 'oauth2' && values.redirectUri === undefined ? ' --account NAME' : ''
}
