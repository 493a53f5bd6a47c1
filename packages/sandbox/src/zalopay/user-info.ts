import { randomUUID } from 'node:crypto'
import type { Call } from '../call.ts'
import type { Operation } from '../dialect.ts'
import type { Reply } from '../reply.ts'
import type { ZaloPayPermission, ZaloPayUser } from './options.ts'
import { errorOf, refusal, success } from './replies.ts'
import type { ZaloPayState } from './zalopay-state.ts'

type FieldsOf = (user: ZaloPayUser, permissions: ZaloPayPermission[], asked: string[]) => object

/** The user of an access token: what was granted, or of that what `fields` names. */
export function userInfoOperation(state: ZaloPayState, call: Call): Operation {
  return operation(state, call, (user, permissions, asked) => {
    const given = permissions.filter((permission) => asked.length === 0 || asked.includes(permission))
    return Object.assign({ muid: user.muid }, ...given.map((permission) => fields[permission](user)))
  })
}

/** Only what every user shows. */
export function publicUserInfoOperation(state: ZaloPayState, call: Call): Operation {
  return operation(state, call, (user) => ({
    muid: user.muid,
    ...fields['user.avatar'](user),
    ...fields['user.name'](user),
  }))
}

const fields: Record<ZaloPayPermission, (user: ZaloPayUser) => object> = {
  // An integer: the leading zero is lost.
  'user.phone': ({ phone }) => ({ user_phone: Number(phone) }),
  'user.name': ({ displayName }) => ({ display_name: displayName }),
  'user.avatar': ({ muid }) => ({ avatar: `https://avatar.invalid/${muid}.jpg` }),
  'user.identity.info': ({ displayName }) => ({
    user_identity_info: {
      birthday: 631_152_000,
      full_name: displayName,
      gender: 1,
      permanent_address: 'Quận 1, TP. Hồ Chí Minh',
    },
  }),
  'user.identity.image': () => ({
    user_identity_image: {
      id_number: '000000000000',
      id_type: 1,
      issue_date: 1_609_459_200,
      issue_place: 'Cục Cảnh sát',
      expiration_date: 1_924_991_999,
      identity_image_front: 'https://identity.invalid/front.jpg',
      identity_image_back: 'https://identity.invalid/back.jpg',
    },
  }),
}

function operation(state: ZaloPayState, call: Call, fieldsOf: FieldsOf): Operation {
  const token = /^Bearer (\S+)$/.exec(call.headers.authorization ?? '')?.[1] ?? ''
  const accountId = state.tokens.findAccess(token)?.accountId
  return {
    path: 'userinfo',
    server: 'zalopay',
    ...(accountId && { accountId }),
    commit: () => ({ reply: answer(state, call, token, fieldsOf) }),
    errorReply: (code) => errorOf(state, code),
    throttledReply: () => refusal(state, 'throttled'),
  }
}

function answer(state: ZaloPayState, call: Call, token: string, fieldsOf: FieldsOf): Reply {
  const trace = { context_id: randomUUID(), trace_id: randomUUID() }
  const app = state.apps.bySecret(call.headers['x-secret-key'])
  if (!app) return refusal(state, 'secret', trace)
  const owner = state.tokens.findAccess(token)
  if (owner?.appId !== String(app.appId)) return refusal(state, 'accessToken', trace)
  const asked = (call.query.get('fields') ?? '').split(',').filter((field) => field !== '')
  const user = state.apps.user(app.appId, owner.accountId)
  return success(state, fieldsOf(user, owner.permissions, asked), trace)
}
