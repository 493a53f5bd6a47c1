import { phrase } from '@oauth-tokens/core/phrase'
import type { ProviderGuide } from '../question.ts'
import { redirectUri, usualRedirect, zaloAppId, zaloAppSecret } from './common.ts'

export const zaloOaViaETelecom: ProviderGuide = {
  title: phrase`Zalo Official Account, tokens held by eTelecom`,
  console: [
    phrase`eTelecom gives the API key of your shop (a partner: of the partner for that shop).`,
    phrase`https://developers.zalo.me → your app: save ${usualRedirect} as "Official Account Callback Url".`,
    phrase`The app's id and secret key may be left empty where eTelecom has them; a secret key is handed to eTelecom.`,
  ],
  questions: [
    { option: 'apiKey', kind: 'secret', message: phrase`API key` },
    { ...zaloAppId, optional: true },
    { ...zaloAppSecret, optional: true },
    { ...redirectUri, optional: true },
  ],
}

export const zaloOaViaInterits: ProviderGuide = {
  title: phrase`Zalo Official Account, tokens held by Interits`,
  console: [phrase`Log in to Interits and copy the key from the page Key/License.`],
  questions: [{ option: 'apiKey', kind: 'secret', message: phrase`API key` }],
}
