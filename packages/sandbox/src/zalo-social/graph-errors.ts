import { jsonReply, type Reply } from '../reply.ts'

// The graph's codes are positive. Only 452 was seen live; the wording of the others is ours.
const messages: Record<number, string> = {
  100: 'Invalid parameter',
  112: 'App is not linked with any Official Account',
  124: 'Invalid access token',
  210: 'User not visible',
  452: 'Session key invalid. The access token is wrong, expired, or the user has revoked it',
  11004: 'Application is disabled',
  12000: 'The quota of this application is used up',
  [-242]: 'Invalid appsecret_proof provided in the API argument',
}

/** An error of graph.zalo.me: HTTP 200, the code in the body. */
export function graphError(code: number | string): Reply {
  return {
    ...jsonReply({ error: code, message: messages[Number(code)] ?? 'Unknown error' }),
    errorCode: code,
  }
}
