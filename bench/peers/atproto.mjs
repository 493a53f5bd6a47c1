// SessionGetter, the part of @atproto/oauth-client that keeps sessions: its own refresh with identity checks and DPoP
// is left out in favour of a plain request, or it would need a network of servers. In several processes with the lock
// of its documentation, Redlock; here the lock's retries are unlimited, or waiting alone would be a failure.
import { randomBytes } from 'node:crypto'
import { OAuthResponseError } from '@atproto/oauth-client'
import Redis from 'ioredis'
import Redlock from 'redlock'
import { app } from '../shared/provider.mjs'

// It is exported by its file only.
const file = (name) => new URL(name, import.meta.resolve('@atproto/oauth-client')).href
const { SessionGetter } = await import(file('session-getter.js'))
const { Runtime } = await import(file('runtime.js'))

export const name = '@atproto/oauth-client, session getter'
export const packages = ['@atproto/oauth-client', 'ioredis', 'redlock']
export const store = 'Redis, locked by Redlock where there are several processes'

const authMethod = { method: 'none' }

function plainServer(tokenUrl) {
  return {
    authMethod,
    async refresh(tokenSet) {
      const body = new URLSearchParams({
        grant_type: 'refresh_token',
        refresh_token: tokenSet.refresh_token,
        client_id: app.clientId,
        client_secret: app.clientSecret,
      })
      const response = await fetch(tokenUrl, { method: 'POST', body })
      const json = await response.json()
      if (!response.ok) throw new OAuthResponseError(response, json)
      return {
        ...tokenSet,
        access_token: json.access_token,
        refresh_token: json.refresh_token,
        expires_at: new Date(Date.now() + json.expires_in * 1000).toISOString(),
      }
    },
  }
}

/** A session store is three functions. */
function sessionsIn(redis) {
  if (!redis) {
    const sessions = new Map()
    return {
      get: (sub) => sessions.get(sub),
      set: (sub, session) => void sessions.set(sub, session),
      del: (sub) => void sessions.delete(sub),
    }
  }
  const key = (sub) => `session:${sub}`
  return {
    async get(sub) {
      const found = await redis.get(key(sub))
      return found === null ? undefined : JSON.parse(found)
    },
    set: async (sub, session) => void (await redis.set(key(sub), JSON.stringify(session))),
    del: async (sub) => void (await redis.del(key(sub))),
  }
}

function lockIn(redis) {
  const redlock = new Redlock([redis], { retryCount: -1 })
  redlock.on('clientError', () => {})
  return async (key, work) => {
    const lock = await redlock.lock(key, 45_000)
    try {
      return await work()
    } finally {
      await redlock.unlock(lock)
    }
  }
}

export async function make({ grants, tokenUrl, redisUrl, first, processes = 1 }) {
  const redis = redisUrl && new Redis(redisUrl)
  const sessions = sessionsIn(redis)
  const runtime = new Runtime({
    createKey: () => {
      throw new Error('not needed')
    },
    getRandomValues: (length) => randomBytes(length),
    digest: () => new Uint8Array(32),
    ...(redis && processes > 1 && { requestLock: lockIn(redis) }),
  })
  const server = plainServer(tokenUrl)
  const getter = new SessionGetter(sessions, { fromIssuer: async () => server }, runtime)
  if (first || !redisUrl) {
    for (const { id, accessToken, refreshToken, expiresAt } of grants) {
      await sessions.set(id, {
        dpopKey: {},
        authMethod,
        tokenSet: {
          iss: new URL(tokenUrl).origin,
          sub: id,
          aud: 'bench',
          scope: 'atproto',
          token_type: 'DPoP',
          access_token: accessToken,
          refresh_token: refreshToken,
          expires_at: new Date(expiresAt).toISOString(),
        },
      })
    }
  }
  return {
    getAccessToken: (id) => getter.getSession(id),
    read: ({ tokenSet }) => tokenSet.access_token,
    close: () => redis?.disconnect(),
  }
}
