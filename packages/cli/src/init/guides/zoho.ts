import { phrase } from '@oauth-tokens/core/phrase'
import type { ProviderGuide } from '../question.ts'
import { clientId, clientSecret, redirectUri, usualRedirect } from './common.ts'

export const zoho: ProviderGuide = {
  title: 'Zoho',
  console: [
    phrase`https://api-console.zoho.com (or the console of your own data centre) → Add Client → Server-based Applications.`,
    phrase`Authorized Redirect URIs: ${usualRedirect}. Then copy "Client ID" and "Client Secret".`,
    phrase`Settings: switch on each data centre that your users live in.`,
  ],
  questions: [
    {
      option: 'dataCenter',
      kind: 'choice',
      message: phrase`Data centre that the client is registered in`,
      default: 'us',
      choices: [
        { value: 'us', label: phrase`United States`, hint: 'zoho.com' },
        { value: 'eu', label: phrase`Europe`, hint: 'zoho.eu' },
        { value: 'in', label: phrase`India`, hint: 'zoho.in' },
        { value: 'au', label: phrase`Australia`, hint: 'zoho.com.au' },
        { value: 'jp', label: phrase`Japan`, hint: 'zoho.jp' },
        { value: 'ca', label: phrase`Canada`, hint: 'zohocloud.ca' },
        { value: 'sa', label: phrase`Saudi Arabia`, hint: 'zoho.sa' },
        { value: 'uk', label: phrase`United Kingdom`, hint: 'zoho.uk' },
        { value: 'cn', label: phrase`China`, hint: 'zoho.com.cn' },
        { value: 'ae', label: phrase`United Arab Emirates`, hint: 'zoho.ae' },
      ],
    },
    { ...clientId, message: phrase`Client id ("Client ID", as 1000.ABC…)` },
    clientSecret,
    redirectUri,
    {
      option: 'scopes',
      kind: 'list',
      message: phrase`Scopes, such as ZohoCRM.modules.ALL; AaaServer.profile.READ tells whose account it is`,
      default: 'AaaServer.profile.READ',
    },
  ],
}
