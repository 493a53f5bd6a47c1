import { expect } from 'vitest'
import { systemClock } from '../../src/clock.ts'
import { memoryStore, type TokenStore } from '../../src/index.ts'
import { checkStore } from '../../src/self-test/check-store.ts'
import { asJson, type StoreCheckJson } from '../support/as-json.ts'

/** What the check finds wrong with a memory store in which something was replaced. */
export async function hazards(
  broken: (store: TokenStore) => Partial<TokenStore>,
  brokenElsewhere = broken,
): Promise<StoreCheckJson[]> {
  const base: TokenStore = { ...memoryStore(), durable: true }
  const another = () => ({ ...base, ...brokenElsewhere(base) })
  const checks = await checkStore({ store: { ...base, ...broken(base) }, clock: systemClock, another })
  const wrong = checks.filter(({ ok }) => !ok)
  for (const { advice } of wrong) expect(advice).toBeTruthy()
  return asJson(wrong)
}

export const namesOf = (checks: StoreCheckJson[]) => checks.map(({ check }) => check)
