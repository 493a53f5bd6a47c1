import type { ExchangeRequest, ProviderAdapter } from '../provider/provider.ts'
import { disprovingNote } from '../refresh/client-standing.ts'
import type { Context } from '../refresh/context.ts'
import type { TokenRecord } from '../tokens/token-record.ts'
import { completeLogin, type Issued } from './complete-login.ts'
import { exchangeCode } from './exchange.ts'

/** From a code to a stored token set. */
export function loginWithCode(
  context: Context,
  adapter: ProviderAdapter,
  code: Required<Pick<ExchangeRequest, 'params'>> & Omit<ExchangeRequest, 'timeout'>,
  about: Pick<Issued, 'scopes' | 'expected' | 'nonce'>,
): Promise<TokenRecord> {
  const { params } = code
  return disprovingNote(context, adapter, params, async () => {
    const sentAt = context.clock.now()
    const grant = await exchangeCode(adapter, { ...code, timeout: context.timeouts.provider })
    return completeLogin(context, adapter, { ...about, grant, sentAt, params })
  })
}
