import type { StoreCheck, StoreCheckName, TokenManager } from '@oauth-tokens/core'
import { phrase } from '@oauth-tokens/core/phrase'
import { type Finding, failedBy } from './finding.ts'

/** What is a matter of the chosen store, or of comfort: everything works, within limits that the user should know. */
const bearable: ReadonlySet<StoreCheckName> = new Set([
  'guarantee',
  'durability',
  'clock',
  'changes',
  'clean-up',
  'latency',
])

/** The self-test of the live store. */
export async function checkLiveStore(manager: TokenManager): Promise<Finding[]> {
  try {
    return (await manager.checkStore()).map(describe)
  } catch (error) {
    return [failedBy(error, 'store')]
  }
}

function describe({ check, ok, detail, advice }: StoreCheck): Finding {
  const level = ok ? 'ok' : bearable.has(check) ? 'warning' : 'failed'
  return {
    area: 'store',
    level,
    detail: phrase`${check}: ${detail}`,
    ...(advice !== undefined && { advice }),
    ...(level === 'failed' && { exit: 7 }),
  }
}
