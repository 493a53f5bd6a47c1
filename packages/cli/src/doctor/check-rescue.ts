import { accessSync, constants, existsSync, readdirSync } from 'node:fs'
import { dirname } from 'node:path'
import { userFolders } from '@oauth-tokens/core'
import { phrase } from '@oauth-tokens/core/phrase'
import type { Settings } from '../config/settings.ts'
import type { Finding } from './finding.ts'

const area = 'rescue folder'

/** Whether token sets could be kept on this machine if the store failed, and whether some are. Writes nothing. */
export function checkRescue({ rescueDir, store }: Settings): Finding[] {
  if (rescueDir === false) {
    return [
      {
        area,
        level: 'warning',
        detail: phrase`There is none (rescueDir: false): tokens that the store does not take are lost with the process.`,
        advice: phrase`Remove rescueDir, or name a folder.`,
      },
    ]
  }
  if (rescueDir === undefined && store.startsWith('memory:')) {
    return [
      {
        area,
        level: 'ok',
        detail: phrase`There is none: nothing of a store in memory outlives the process.`,
      },
    ]
  }
  const folder = rescueDir ?? userFolders().rescue
  try {
    const waiting = setsIn(folder)
    if (waiting === 0)
      return [{ area, level: 'ok', detail: phrase`${folder} can be used; nothing waits there.` }]
    return [
      {
        area,
        level: 'warning',
        detail: phrase`${folder}: token sets that wait for the store: ${waiting}.`,
        advice: phrase`Do not delete them. Once the store works, \`oauth-tokens refresh --due\` saves them before anything else.`,
      },
    ]
  } catch (error) {
    return [
      {
        area,
        level: 'failed',
        detail: phrase`${folder} cannot be used (${(error as NodeJS.ErrnoException).code}): what the store does not take would be lost.`,
        advice: phrase`Give this user read and write access to it, or set rescueDir.`,
        exit: 2,
      },
    ]
  }
}

/** It is made when first needed, so that until then the folder above it counts. @throws an error of the file system */
function setsIn(folder: string): number {
  const there = existsSync(folder)
  let nearest = folder
  while (!existsSync(nearest) && dirname(nearest) !== nearest) nearest = dirname(nearest)
  readdirSync(nearest)
  accessSync(nearest, constants.W_OK | constants.X_OK)
  return there ? readdirSync(folder).filter((name) => name.endsWith('.json')).length : 0
}
