import type { IdentifyRequest, Identity } from '@oauth-tokens/core'

interface Seller {
  country: string
  id: string
}

/**
 * Whose a token is: its seller id, which the answer tells for each country. A seller across borders has one for each: the first by
 * the name of the country is taken, so that the account does not hang on their order.
 */
export function accountOf({ raw }: Pick<IdentifyRequest, 'raw'>): Identity | 'ask' {
  const sellers = sellersIn(raw).sort((one, other) => (one.country < other.country ? -1 : 1))
  const seller = sellers.find(({ country }) => country === raw.country) ?? sellers[0]
  if (seller === undefined) return 'ask'
  const label = typeof raw.account === 'string' ? raw.account.trim() : ''
  return { account: seller.id, ...(label !== '' && { label }) }
}

/** A list in samples of the guide and in real answers; an object by country in a sample of the reference. */
function sellersIn({
  country_user_info: told,
  country_user_info_list: atRefresh,
}: IdentifyRequest['raw']): Seller[] {
  const found = told ?? atRefresh
  if (typeof found !== 'object' || found === null) return []
  return Object.entries(found).flatMap(([key, value]): Seller[] => {
    const { country = key, seller_id: id } = (value ?? {}) as Record<string, unknown>
    return isId(id) ? [{ country: String(country), id: String(id) }] : []
  })
}

function isId(id: unknown): id is string | number {
  return (typeof id === 'string' && /^[\w.-]{1,100}$/.test(id)) || Number.isSafeInteger(id)
}
