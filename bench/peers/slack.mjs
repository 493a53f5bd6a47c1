// InstallProvider with an installation store of one's own, as its documentation asks for: a Map, or Redis through
// Keyv. A connection is a workspace. It asks for tokens by workspace and answers with all that it knows of it; a token
// counts as expired two hours ahead.
import KeyvRedis from '@keyv/redis'
import { InstallProvider } from '@slack/oauth'
import Keyv from 'keyv'
import { app } from '../shared/provider.mjs'

export const name = '@slack/oauth'
export const packages = ['@slack/oauth', 'keyv', '@keyv/redis']
export const store = 'Redis'

const quiet = () => {}
const logger = {
  debug: quiet,
  info: quiet,
  warn: quiet,
  error: quiet,
  setLevel: quiet,
  getLevel: () => 'error',
  setName: quiet,
}

export async function make({ grants, slackUrl, redisUrl, first }) {
  const installations = redisUrl ? new Keyv(new KeyvRedis(redisUrl), { namespace: 'slack' }) : new Map()
  const installer = new InstallProvider({
    ...app,
    stateSecret: 'unused',
    logger,
    clientOptions: { slackApiUrl: slackUrl, logger },
    installationStore: {
      storeInstallation: async (installation) =>
        void (await installations.set(installation.team.id, installation)),
      fetchInstallation: async ({ teamId }) => installations.get(teamId),
    },
  })
  if (first || !redisUrl) {
    for (const { id, accessToken, refreshToken, expiresAt } of grants) {
      await installer.installationStore.storeInstallation({
        team: { id, name: id },
        enterprise: undefined,
        user: { id: 'U1', token: undefined, scopes: undefined },
        bot: {
          id: 'B1',
          userId: 'U2',
          scopes: [],
          token: accessToken,
          refreshToken,
          expiresAt: Math.floor(expiresAt / 1000),
        },
        authVersion: 'v2',
      })
    }
  }
  return {
    getAccessToken: (id) => installer.authorize({ teamId: id, isEnterpriseInstall: false }),
    read: ({ botToken }) => botToken,
    close: () => redisUrl && installations.disconnect(),
  }
}
