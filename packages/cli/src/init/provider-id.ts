import { ConfigurationError } from '@oauth-tokens/core'
import { phrase } from '@oauth-tokens/core/phrase'
import type { AdapterName } from '../adapters.ts'
import type { Collecting } from './collecting.ts'
import { guideOf } from './guides/guide-of.ts'

const idPattern = /^[a-z][a-z0-9-]*$/

/** What the provider will be called: as its adapter, unless that is taken or tells nothing. */
export async function askId(
  adapter: AdapterName,
  { given, asker, taken, missing }: Collecting,
): Promise<string> {
  const wished = given.set(adapter, 'id')
  const check = (id: string) => {
    if (!idPattern.test(id)) return phrase`Expected a small letter, then small letters, digits and "-".`
    return taken.has(id) ? phrase`A provider "${id}" is configured already.` : undefined
  }
  if (wished !== undefined) {
    const wrong = check(wished)
    if (wrong) throw new ConfigurationError(wrong, { code: 'invalid_id' })
    return wished
  }
  const { named } = guideOf(adapter)
  if (!named && !taken.has(adapter)) return adapter
  if (asker) {
    return asker.text({
      message: phrase`A name for it: the first part of connection ids`,
      ...(!named && { initial: freeId(adapter, taken) }),
      check,
    })
  }
  missing.push(phrase`--set ${adapter}.id=NAME (first part of connection ids, not taken yet)`)
  return adapter
}

/** "zoho-2" beside "zoho". */
export function freeId(wished: string, taken: ReadonlySet<string>): string {
  const at = (number: number) => (number === 1 ? wished : `${wished}-${number}`)
  let number = 1
  while (taken.has(at(number))) number += 1
  return at(number)
}
