import type { Call } from '../call.ts'
import type { Operation } from '../dialect.ts'
import { jsonReply } from '../reply.ts'
import { apiOperation, openapiCodes } from './api-operation.ts'
import type { ZaloOa } from './options.ts'
import type { ZaloState } from './zalo-state.ts'

/** `GET /v2.0/oa/getoa`: who is this access token? */
export function getoaOperation(state: ZaloState, call: Call): Operation {
  return apiOperation(state, call, {
    path: 'getoa',
    codes: openapiCodes,
    counted: true,
    act: ({ oa }) => jsonReply({ error: 0, message: 'Success', data: profileOf(oa) }),
  })
}

function profileOf({ id, name, idField }: ZaloOa): Record<string, unknown> {
  return {
    [idField ?? 'oa_id']: id,
    name,
    description: `${name} – Official Account`,
    oa_alias: '',
    is_verified: true,
    oa_type: 2,
    cate_name: 'Ăn uống',
    num_follower: 1024,
    avatar: 'https://avatar.invalid/oa.jpg',
    cover: 'https://cover.invalid/oa.jpg',
    package_name: 'Gói Nâng cao',
    package_valid_through_date: '31/12/2030',
    package_auto_renew_date: '',
    linked_zca: '',
  }
}
