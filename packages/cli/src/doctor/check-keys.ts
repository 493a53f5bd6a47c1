import type { KeyUse, TokenManager } from '@oauth-tokens/core'
import { type Phrase, phrase } from '@oauth-tokens/core/phrase'
import { type Finding, failedBy } from './finding.ts'

/** Whether everything that is stored can be read with the keys at hand. */
export async function checkKeys(manager: TokenManager): Promise<Finding[]> {
  try {
    const damaged: Finding[] = []
    const keys = await manager.keysInUse({ onDamaged: (error) => damaged.push(failedBy(error, 'keys')) })
    return [...keys.map(describe), ...damaged]
  } catch (error) {
    const found = failedBy(error, 'keys')
    // That is a failure of the rescue folder, and told as one.
    const { code } = error as { code?: string }
    return [code === 'rescue_unreadable' ? { ...found, level: 'warning' } : found]
  }
}

function describe({ id, role, connections, rescued }: KeyUse): Finding {
  const held =
    rescued > 0 ? phrase`${connections} connections and ${rescued} rescued token sets` : heldBy(connections)
  if (role === 'missing') {
    return {
      area: 'keys',
      level: 'failed',
      detail: phrase`Key ${id} is missing; unreadable without it: ${held}.`,
      advice: phrase`Add it to OAUTH_TOKENS_KEY again, after the first; if it is lost, log in again.`,
      exit: 2,
    }
  }
  if (role === 'seals')
    return {
      area: 'keys',
      level: 'ok',
      detail: phrase`Key ${id} encrypts what is new; encrypted with it: ${held}.`,
    }
  const advice =
    connections + rescued > 0 ? 'oauth-tokens keys rotate' : phrase`It may be taken out of OAUTH_TOKENS_KEY.`
  return {
    area: 'keys',
    level: 'ok',
    detail: phrase`Key ${id} only decrypts; encrypted with it: ${held}.`,
    advice,
  }
}

function heldBy(connections: number): Phrase {
  return connections === 1 ? phrase`1 connection` : phrase`${connections} connections`
}
