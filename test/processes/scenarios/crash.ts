import { readdirSync } from 'node:fs'
import { hostname } from 'node:os'
import { connectionOf, type House, importPair, inParallel, withHouse } from '../support/house.ts'
import { brokenAtProvider, type Verdict } from '../support/verdict.ts'
import { type Aftermath, askAfter, type Blow, strike } from './blow.ts'

export interface CrashOptions {
  core: string
  /** One process, and one connection, each. */
  blows: readonly Blow[]
  /** Whether the access token has expired, or the refresh is forced on one that by its expiry still lives. */
  expired: boolean
}

/** A process killed from outside may have got past the interval before the signal came: then another one is tried, at once. */
const attempts = 5

/** Processes die in the middle of a refresh; then a fresh process asks for a token of each connection. */
export function crash({ core, blows, expired }: CrashOptions): Promise<Verdict<Aftermath[]>> {
  return withHouse({ core, accounts: blows.length * attempts }, async (house) => {
    const keeper = house.start()
    const accounts = house.accounts.values()
    const began = Date.now()
    const struck = await inParallel(blows, async (blow) => {
      for (let attempt = 0; attempt < attempts; attempt++) {
        const account = accounts.next().value ?? ''
        const pair = await importPair(keeper, house, account, { expired })
        const trace = await strike(house, account, attempt === 0 ? blow : { ...blow, delay: 0 }, expired)
        if (trace.at(-1) === blow.step) return { account, blow, trace, pair }
      }
      throw new Error(`No process died after "${blow.step}" in ${attempts} attempts.`)
    })
    const heir = house.start()
    const aftermaths = await Promise.all(struck.map((one) => askAfter(house, heir, one)))
    return { facts: aftermaths, broken: judged(house, aftermaths, { began, ended: Date.now() }) }
  })
}

interface Period {
  began: number
  ended: number
}

function judged(house: House, aftermaths: Aftermath[], period: Period): string[] {
  const lost = aftermaths.filter(isLost)
  const heard = lost
    .filter(({ grant }) => grant?.attempts[0]?.definite)
    .flatMap(({ grant }) => grant?.id ?? [])
  const broken = [
    ...brokenAtProvider(house.sandbox.stats(), new Set(heard)),
    ...aftermaths.flatMap((one) => (isLost(one) ? brokenWhenLost(one, period) : brokenWhenKept(one))),
    ...aftermaths.flatMap(brokenAnyway),
    ...(rescuedFiles(house) > 0 ? ['I2: something lies in the rescue folder though the store works'] : []),
  ]
  return [...new Set(broken)]
}

/** The one honest limit: the provider issued, and no durable slot took it. */
export function isLost({ committed, found }: Aftermath): boolean {
  return committed && found.generation === 1
}

function brokenWhenLost({ account, error, left, grant }: Aftermath, { began, ended }: Period): string[] {
  const broken: string[] = []
  const { name, code, message = '' } = error ?? {}
  if (name !== 'ReauthorizationRequiredError' || code !== 'answer_lost') {
    broken.push(`I7: a lost answer ended as ${name ? `${name} ${code}` : 'a token'}, and not with its cause`)
  } else {
    const when = Date.parse(/lost at (\S+) on host/.exec(message)?.[1] ?? '')
    if (!(when >= began && when <= ended))
      broken.push(`I7: it is not said when the answer was lost: ${message}`)
    if (!message.includes(`on host ${hostname()}`))
      broken.push(`I7: it is not said on which host: ${message}`)
    if (!message.includes(`--account ${account}`)) broken.push(`I7: it is not said what to do: ${message}`)
  }
  if (left.status !== 'reauthorization-required') broken.push(`I7: a dead connection is ${left.status}`)
  if (grant && grant.replays > 1) broken.push(`I1: ${grant.replays} replays of one refresh token`)
  return broken
}

function brokenWhenKept({ committed, error, set, left, grant, blow }: Aftermath): string[] {
  const broken: string[] = []
  if (error) broken.push(`I2: nothing was lost at ${blow.step}, yet: ${error.message}`)
  if (left.status !== 'active') broken.push(`I7: nothing was lost, yet the connection is ${left.status}`)
  if (committed && grant && grant.redemptions > 1)
    broken.push('I1: redeemed again though the store had the answer')
  if (committed && set?.generation !== 2)
    broken.push('I2: the stored token set is not the one that is served')
  return broken
}

function brokenAnyway({ live, waitedFor, account, blow }: Aftermath): string[] {
  const broken: string[] = []
  if (live === false)
    broken.push(`I4: a token that the provider has killed was handed out after ${blow.step}`)
  if (waitedFor !== undefined)
    broken.push(`I4: ${connectionOf(account)} waited for a dead holder, ${waitedFor}`)
  return broken
}

function rescuedFiles({ rescue }: House): number {
  try {
    return readdirSync(rescue).length
  } catch {
    return 0
  }
}
