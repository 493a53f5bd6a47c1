import { phrase } from '@oauth-tokens/core/phrase'
import { loopbackRedirect } from '../../login/loopback-redirect.ts'
import type { Question } from '../question.ts'

/** A port and path that every guide names, so that one entry in a console serves every machine. */
export const usualRedirect = 'http://127.0.0.1:8910/callback'

export const clientId: Question = { option: 'clientId', kind: 'text', message: phrase`Client id` }

export const clientSecret: Question = {
  option: 'clientSecret',
  kind: 'secret',
  message: phrase`Client secret`,
}

export const redirectUri: Question = {
  option: 'redirectUri',
  kind: 'text',
  message: phrase`Redirect URI, letter for letter as it is registered`,
  default: usualRedirect,
  check: (answer) =>
    answer.startsWith('https://') || loopbackRedirect(answer)
      ? undefined
      : phrase`Expected an address such as ${usualRedirect} or https://app.example/callback.`,
}

/** Of Zalo's apps. */
export const zaloAppId: Question = {
  ...clientId,
  message: phrase`App id ("ID ứng dụng")`,
  check: (answer) => (/^\d+$/.test(answer) ? undefined : phrase`Expected digits only.`),
}

export const zaloAppSecret: Question = {
  ...clientSecret,
  message: phrase`Secret key of the app ("Khóa bí mật của ứng dụng")`,
}
