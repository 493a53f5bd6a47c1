import type { Connection, TokenSet } from '@oauth-tokens/core'
import { connectionOf, importPair, withHouse } from '../support/house.ts'
import { brokenAtProvider, type Verdict } from '../support/verdict.ts'

export interface LateSave {
  /** What the process got that hung with its answer in hand. */
  late: TokenSet | undefined
  found: Connection | undefined
  /** What everybody gets afterwards. */
  set: TokenSet | undefined
}

/**
 * A process hangs with the provider's answer in hand until its lease is over; meanwhile the owner consents again, and
 * those tokens are stored; then it goes on and wants to save its own.
 */
export function lateSave({ core }: { core: string }): Promise<Verdict<LateSave>> {
  return withHouse({ core }, async (house) => {
    const { sandbox, accounts } = house
    const [account = ''] = accounts
    const connection = connectionOf(account)
    // As short as a busy machine allows: the deadline of the intent has to pass in real time.
    const timeouts = { store: 1.5, provider: 2, spending: 2.5, waiter: 20 }
    const keeper = house.start({ options: { timeouts } })
    await importPair(keeper, house, account, { expired: true })

    const slow = house.start({ stop: { step: 'answered', by: 'wait' }, options: { timeouts } })
    const slowly = slow.getTokenSet(connection)
    await slow.reached('answered')
    const { accessToken } = await importPair(keeper, house, account, { expired: false })
    slow.goOn()
    const { value: late, error } = await slowly

    const { value: found } = await keeper.call<Connection>('connection', connection)
    // Fresh: what is asked for is what is stored.
    const { value: set } = await house.start().getTokenSet(connection)
    const broken = brokenAtProvider(sandbox.stats())
    if (error) broken.push(`I4: ${error.name}: ${error.message}`)
    if (found?.generation !== 1 || set?.accessToken !== accessToken)
      broken.push('I3: the tokens of the new consent were overwritten by those of an older lineage')
    for (const one of [late, set]) {
      if (one && !sandbox.zalo.isLive(one.accessToken)) broken.push('I4: a dead token was handed out')
    }
    return { facts: { late, found, set }, broken }
  })
}
