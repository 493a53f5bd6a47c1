import {
  type ExternalState,
  type Gateway,
  ProviderRejectedError,
  ProviderUnavailableError,
} from '@oauth-tokens/core'
import { joined, type Phrase, phrase } from '@oauth-tokens/core/phrase'
import { readOa } from './oa-object.ts'
import { timeLeft } from './time-left.ts'

interface Asked {
  account: string
  timeout: number
}

/** The OAs that a gateway knows. */
export interface OaDirectory {
  look(request: Asked): Promise<ExternalState>
  /** Undefined where the gateway's list does not have it. */
  find(request: Asked): Promise<ExternalState | undefined>
  list(request: { timeout: number }): Promise<ExternalState[]>
}

const pageSize = 100
/** A list that does not end is no list. */
const mostPages = 50

/** Both gateways have the same two methods, under other names. */
export function oaDirectory({ id, call }: Gateway, paths: { info: string; list: string }): OaDirectory {
  const pages = async (filter: object, timeout: number): Promise<ExternalState[]> => {
    const left = timeLeft(timeout)
    const found: ExternalState[] = []
    let after = ''
    for (let page = 0; page < mostPages; page++) {
      const paging = { limit: pageSize, ...(after !== '' && { after }) }
      const data = await call({ path: paths.list, body: { filter, paging }, timeout: left() })
      const accounts: unknown[] = Array.isArray(data.accounts) ? data.accounts : []
      found.push(...accounts.flatMap((oa) => readOa((oa ?? {}) as Record<string, unknown>) ?? []))
      const { next } = (data.paging ?? {}) as { next?: unknown }
      if (typeof next !== 'string' || next === '' || next === after || accounts.length === 0) return found
      after = next
    }
    throw unusable(id, phrase`Provider ${id} answered with a list of OAs without end.`)
  }
  const find = async ({ account, timeout }: Asked) => {
    const found = await pages({ oa_id: account }, timeout)
    return found.find((oa) => oa.account === account)
  }
  return {
    find,
    list: ({ timeout }) => pages({}, timeout),
    async look({ account, timeout }) {
      const left = timeLeft(timeout)
      try {
        const body = { oa_id: account }
        const oa = readOa(await call({ path: paths.info, body, timeout: left() }))
        if (oa?.account !== account)
          throw unusable(id, phrase`Provider ${id} answered with another OA than it was asked for.`)
        return oa
      } catch (error) {
        // What is answered for an OA that is not known is not documented: the list tells.
        if (!(error instanceof ProviderRejectedError)) throw error
        return (await find({ account, timeout: left() })) ?? { account, connected: false }
      }
    },
  }
}

export function unusable(provider: string, problem: Phrase): ProviderUnavailableError {
  return new ProviderUnavailableError(joined([problem, phrase`Try again later.`]), {
    provider,
    code: 'gateway_unanswered',
  })
}
