import http from 'node:http'
import https from 'node:https'

/**
 * Whether node:http is as Node.js brought it. Who put something else in its place – nock and others that answer in
 * tests, tracers that count calls – means to see every call of this process.
 */
export function isOwnHttp(): boolean {
  return isOwn(http.request) && isOwn(https.request)
}

const judged = new WeakMap<object, boolean>()

function isOwn(request: object): boolean {
  const known = judged.get(request)
  if (known !== undefined) return known
  // A proxy shows no source. Where Node.js comes to write its own in another way, node:http is used, which is only slower.
  const own = /^function request\([\s\S]*\bClientRequest\b/.test(Function.prototype.toString.call(request))
  judged.set(request, own)
  return own
}
