import type { KeyUse, TokenManager } from '@oauth-tokens/core'
import { type Finding, failedBy } from './finding.ts'

/** Whether everything that is stored can be read with the keys at hand. */
export async function checkKeys(manager: TokenManager): Promise<Finding[]> {
  try {
    return (await manager.keysInUse()).map(describe)
  } catch (error) {
    const found = failedBy(error, 'keys')
    // That is a failure of the rescue folder, and told as one.
    const { code } = error as { code?: string }
    return [code === 'rescue_unreadable' ? { ...found, level: 'warning' } : found]
  }
}

function describe({ id, role, connections, rescued }: KeyUse): Finding {
  const sealed = `${count(connections, 'connection')}${rescued > 0 ? ` and ${count(rescued, 'rescued set')}` : ''}`
  if (role === 'missing') {
    return {
      area: 'keys',
      level: 'failed',
      detail: `Key ${id} is missing: ${sealed} cannot be read without it.`,
      advice: 'Add it to OAUTH_TOKENS_KEY again, after the first; if it is lost, log in again.',
      exit: 2,
    }
  }
  if (role === 'seals')
    return { area: 'keys', level: 'ok', detail: `Key ${id} seals what is new; with it ${sealed}.` }
  const advice =
    connections + rescued > 0 ? 'oauth-tokens keys rotate' : 'It may be taken out of OAUTH_TOKENS_KEY.'
  return { area: 'keys', level: 'ok', detail: `Key ${id} is one to open with; it sealed ${sealed}.`, advice }
}

function count(number: number, what: string): string {
  return `${number} ${what}${number === 1 ? '' : 's'}`
}
