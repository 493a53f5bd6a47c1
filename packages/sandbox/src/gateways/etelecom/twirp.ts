import { jsonReply, type Reply } from '../../reply.ts'

const statuses: Record<string, number> = {
  invalid_argument: 400,
  malformed: 400,
  unauthenticated: 401,
  permission_denied: 403,
  not_found: 404,
  bad_route: 404,
  resource_exhausted: 429,
  internal: 500,
  unavailable: 503,
}

/** An error as Twirp writes it: an HTTP status, and a word in the body. */
export function twirpError(code: string, msg: string): Reply {
  return { ...jsonReply({ code, msg }, statuses[code] ?? 400), errorCode: code }
}
