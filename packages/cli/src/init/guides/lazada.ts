import { phrase } from '@oauth-tokens/core/phrase'
import type { ProviderGuide } from '../question.ts'
import { clientId, clientSecret, redirectUri, usualRedirect } from './common.ts'

export const lazada: ProviderGuide = {
  title: 'Lazada',
  console: [
    phrase`https://open.lazada.com: register and, once your profile is approved, create an app: "ERP System" serves any seller, "Seller In-house APP" only those on its whitelist.`,
    phrase`Set its App Callback URL to ${usualRedirect}, if the console takes that; otherwise to an https address of yours, and log in with --paste.`,
    phrase`On the app's page: request the API permissions that you need, and copy "App Key" and "App Secret".`,
  ],
  questions: [
    { ...clientId, message: phrase`App Key` },
    { ...clientSecret, message: phrase`App Secret` },
    redirectUri,
  ],
}
