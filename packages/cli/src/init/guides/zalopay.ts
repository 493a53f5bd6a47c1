import { phrase } from '@oauth-tokens/core/phrase'
import type { ProviderGuide } from '../question.ts'
import { clientId, clientSecret } from './common.ts'

export const zalopay: ProviderGuide = {
  title: phrase`ZaloPay mini app`,
  console: [
    phrase`There is no page for it: ask the ZaloPay team for a mini app with user authorization, and tell them its scopes.`,
    phrase`They give you an appId and the secret for x-secret-key; that of the sandbox is another one.`,
  ],
  questions: [
    {
      option: 'environment',
      kind: 'choice',
      message: phrase`Environment of ZaloPay`,
      default: 'production',
      choices: [
        { value: 'production', label: 'production', hint: 'openapi.zalopay.vn' },
        { value: 'sandbox', label: 'sandbox', hint: 'sb-openapi.zalopay.vn' },
      ],
    },
    {
      ...clientId,
      message: phrase`appId of the mini app`,
      check: (answer) => (/^\d+$/.test(answer) ? undefined : phrase`Expected digits only.`),
    },
    { ...clientSecret, message: phrase`Secret for x-secret-key` },
  ],
  // The code comes from the mini app, with its verifier: nobody can log in here by a browser.
  login: ' --code - --code-verifier -',
}
