import { type AdapterEntry, type AdapterName, adapters } from '../../adapters.ts'
import type { ProviderGuide } from '../question.ts'
import { clientId, clientSecret, redirectUri } from './common.ts'
import { lazada } from './lazada.ts'
import { oauth2 } from './oauth2.ts'
import { zalo, zaloOa } from './zalo.ts'
import { zaloOaViaETelecom, zaloOaViaInterits } from './zalo-gateways.ts'
import { zalopay } from './zalopay.ts'
import { zoho } from './zoho.ts'

const guides: Partial<Record<AdapterName, ProviderGuide>> = {
  'zalo-oa': zaloOa,
  zalo,
  'zalo-oa-via-etelecom': zaloOaViaETelecom,
  'zalo-oa-via-interits': zaloOaViaInterits,
  zoho,
  zalopay,
  oauth2,
  lazada,
}

/** A new adapter without a guide is asked for what every registered app has. */
export function guideOf(adapter: AdapterName): ProviderGuide {
  const { options }: AdapterEntry = adapters[adapter]
  const usual = [clientId, clientSecret, redirectUri].filter(({ option }) => option in options)
  return guides[adapter] ?? { title: adapter, console: [], questions: usual }
}
