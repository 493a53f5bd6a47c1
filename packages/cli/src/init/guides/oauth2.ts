import { phrase } from '@oauth-tokens/core/phrase'
import type { ProviderGuide } from '../question.ts'
import { clientId, clientSecret, redirectUri, usualRedirect } from './common.ts'

export const oauth2: ProviderGuide = {
  title: phrase`Any OAuth 2.0 or OpenID Connect server`,
  console: [
    phrase`Register a web application at the server, with the redirect URI ${usualRedirect} and refresh tokens allowed.`,
    phrase`The issuer is what "issuer" says in <issuer>/.well-known/openid-configuration.`,
    phrase`Most servers give a refresh token only for the scope offline_access.`,
  ],
  named: true,
  questions: [
    {
      option: 'issuer',
      kind: 'text',
      message: phrase`Issuer, such as https://id.acme.example`,
      check: (answer) =>
        URL.canParse(answer) ? undefined : phrase`Expected an address such as https://id.acme.example.`,
    },
    clientId,
    { ...clientSecret, message: phrase`Client secret, or nothing where the app has none`, optional: true },
    redirectUri,
    {
      option: 'scopes',
      kind: 'list',
      message: phrase`Scopes, apart by spaces`,
      default: 'openid offline_access',
    },
  ],
}
