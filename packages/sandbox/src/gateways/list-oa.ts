import { type Body, nested, optionalId, optionalText } from './arguments.ts'
import type { GatewayState } from './gateway-state.ts'
import type { OaConnection } from './oa-connections.ts'
import { oaObject } from './oa-object.ts'
import type { GatewayShop } from './options.ts'

type OaObject = Record<string, unknown>

/** The shop's OAs that were ever connected, by page; cursors are OA ids. */
export function listOa(
  state: GatewayState,
  shop: GatewayShop,
  body: Body,
): { accounts: OaObject[]; paging: object } {
  const paging = nested(body, 'paging')
  const sort = optionalText(paging, 'sort') ?? ''
  const after = optionalText(paging, 'after') ?? ''
  const before = optionalText(paging, 'before') ?? ''
  const limit = typeof paging['limit'] === 'number' && paging['limit'] > 0 ? paging['limit'] : 100

  const found = state.connections
    .ofShop(shop.id)
    .filter(matching(state, nested(body, 'filter')))
    .toSorted((one, other) => one.createdAt - other.createdAt || one.oaId.localeCompare(other.oaId))
  if (sort.startsWith('-')) found.reverse()
  const placeOf = (cursor: string) => found.findIndex(({ oaId }) => oaId === cursor)
  const end = before === '' ? found.length : Math.max(0, placeOf(before))
  const start = before === '' ? placeOf(after) + 1 : Math.max(0, end - limit)
  const page = found.slice(start, Math.min(end, start + limit))
  return {
    accounts: page.map((connection) => oaObject(state, connection)),
    paging: {
      after,
      before,
      limit,
      next: start + page.length < found.length ? (page.at(-1)?.oaId ?? '') : '',
      prev: start > 0 ? (page[0]?.oaId ?? '') : '',
      sort,
    },
  }
}

function matching({ shops }: GatewayState, filter: Body): (connection: OaConnection) => boolean {
  const appId = optionalId(filter, 'app_id')
  const oaId = optionalId(filter, 'oa_id')
  const name = optionalText(filter, 'name')?.toLowerCase() ?? ''
  const from = Date.parse(optionalText(filter, 'date_from') ?? '')
  const to = Date.parse(optionalText(filter, 'date_to') ?? '')
  return (connection) =>
    (appId === undefined || connection.appId === appId) &&
    (oaId === undefined || connection.oaId === oaId) &&
    shops.oa(connection.oaId).oa.name.toLowerCase().includes(name) &&
    !(connection.createdAt < from) &&
    !(connection.createdAt > to)
}
