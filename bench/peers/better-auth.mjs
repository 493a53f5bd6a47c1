// A user with one linked account each, and `getAccessToken` of its server API, which reads the database at each call:
// its own memory adapter, or PostgreSQL where processes share one.
import { betterAuth } from 'better-auth'
import { memoryAdapter } from 'better-auth/adapters/memory'
import { getMigrations } from 'better-auth/db/migration'
import { genericOAuth } from 'better-auth/plugins'
import pg from 'pg'
import { app } from '../shared/provider.mjs'

export const name = 'better-auth'
export const packages = ['better-auth', 'pg']
export const store = 'PostgreSQL'

export async function make({ grants, tokenUrl, postgresUrl, first }) {
  const pool = postgresUrl && new pg.Pool({ connectionString: postgresUrl, max: 10 })
  const memory = { user: [], session: [], account: [], verification: [] }
  const { origin } = new URL(tokenUrl)
  const auth = betterAuth({
    baseURL: origin,
    secret: 'a secret of thirty-two characters, or more',
    database: pool ?? memoryAdapter(memory),
    logger: { disabled: true },
    telemetry: { enabled: false },
    plugins: [
      genericOAuth({
        config: [
          {
            providerId: 'bench',
            ...app,
            tokenUrl,
            authorizationUrl: `${origin}/authorize`,
            userInfoUrl: `${origin}/me`,
          },
        ],
      }),
    ],
  })
  if (pool && first) await (await getMigrations(auth.options)).runMigrations()
  if (first || !pool) {
    const { adapter } = await auth.$context
    const now = new Date()
    for (const { id, accessToken, refreshToken, expiresAt } of grants) {
      const create = (model, data) =>
        adapter.create({ model, data: { ...data, createdAt: now, updatedAt: now }, forceAllowId: true })
      await create('user', { id, name: id, email: `${id}@bench.example`, emailVerified: true })
      await create('account', {
        id,
        accountId: id,
        providerId: 'bench',
        userId: id,
        accessToken,
        refreshToken,
        accessTokenExpiresAt: new Date(expiresAt),
      })
    }
  }
  return {
    getAccessToken: (id) => auth.api.getAccessToken({ body: { accountId: id, userId: id } }),
    read: ({ accessToken }) => accessToken,
    close: () => pool?.end(),
  }
}
