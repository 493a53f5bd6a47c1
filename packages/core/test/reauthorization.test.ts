import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { memoryStore, type ProviderAdapter, type TokenEvent } from '../src/index.ts'
import { claimWarning, foreseenEnd, nextWarning, sameConsent, warningAt } from '../src/reauthorization.ts'
import { fakeClock } from '../src/testing/index.ts'
import { hour, noon, tokenRecord } from './support/records.ts'
import { fakeTimers, pass, passingTime, turns } from './support/turns.ts'
import { id, loggedIn, logIn, type ManagerParts, world } from './support/world.ts'

beforeEach(fakeTimers)
afterEach(() => {
  vi.useRealTimers()
})

const day = 24 * hour
const end = noon + 30 * day
const usual = [14 * day, 7 * day, day]
const foreseen = (facts: Parameters<typeof tokenRecord>[0], adapter = {}, margin?: number) =>
  foreseenEnd(tokenRecord(facts).facts, adapter, margin)

describe('an end is foreseen', () => {
  it('where refreshing does not move the end of the refresh token', () => {
    const fixed = { refreshTokenExpiry: 'fixed' } as const
    expect(foreseen({ refreshExpiresAt: end }, fixed)).toEqual({ at: end, warnings: usual })
    expect(foreseen({ refreshExpiresAt: end })).toBe(undefined)
    expect(foreseen({}, fixed)).toBe(undefined)
  })

  it('where a gateway keeps the tokens and tells it', () => {
    const external = { external: true, refreshable: false, expiresAt: undefined as never } as const
    expect(foreseen({ ...external, refreshExpiresAt: end })).toEqual({ at: end, warnings: usual })
    expect(foreseen(external)).toBe(undefined)
  })

  it('where nothing can be refreshed: as early as the lifetime allows, and when the token is due', () => {
    const lasting = (days: number) =>
      foreseen({ refreshable: false, expiresAt: noon + days * day }, {}, hour)?.warnings
    expect(lasting(60)).toEqual([14 * day, 7 * day, day, hour])
    expect(lasting(20)).toEqual([7 * day, day, hour])
    expect(lasting(3)).toEqual([day, hour])
    expect(lasting(1)).toEqual([hour])
    expect(foreseen({ refreshable: false, expiresAt: undefined as never })).toBe(undefined)
  })
})

describe('the warning of an end', () => {
  const foreseenAt = { at: end, warnings: usual }

  it('is the latest that is due', () => {
    expect(warningAt(foreseenAt, end - 15 * day)).toBe(undefined)
    expect(warningAt(foreseenAt, end - 14 * day)).toBe(14 * day)
    expect(warningAt(foreseenAt, end - 3 * day)).toBe(7 * day)
    expect(warningAt(foreseenAt, end + day)).toBe(day)
    expect(nextWarning(foreseenAt, end - 15 * day)).toBe(end - 14 * day)
    expect(nextWarning(foreseenAt, end - 7 * day)).toBe(end - day)
    expect(nextWarning(foreseenAt, end)).toBe(undefined)
  })

  it('is claimed once, and not after a later one of the same consent', async () => {
    const store = memoryStore(fakeClock())
    const claim = (before: number, lineage = 'one', at = end) =>
      claimWarning(store, id, { lineage, at }, before)
    expect(await Promise.all([claim(14 * day), claim(14 * day), claim(14 * day)])).toEqual([
      true,
      false,
      false,
    ])
    expect(await claim(14 * day)).toBe(false)
    expect(await claim(day)).toBe(true)
    expect(await claim(7 * day)).toBe(false)
    // The same consent, whose end was told a little otherwise.
    expect(await claim(day, 'one', end - 90_000)).toBe(false)
    // Prolonged where it is, or given anew: from the beginning.
    expect(await claim(14 * day, 'one', end + 30 * day)).toBe(true)
    expect(await claim(14 * day, 'two', end + 30 * day)).toBe(true)
    expect(await claimWarning(store, 'fake:other', { lineage: 'two', at: end + 30 * day }, 14 * day)).toBe(
      true,
    )
  })

  it('belongs to a lineage and to an end, give or take half a day', () => {
    const one = { lineage: 'one', at: end }
    expect(sameConsent(one, { lineage: 'one', at: end + 11 * hour })).toBe(true)
    expect(sameConsent(one, { lineage: 'one', at: end + 13 * hour })).toBe(false)
    expect(sameConsent(one, { lineage: 'two', at: end })).toBe(false)
    expect(sameConsent(one, { lineage: 'one', at: Number.NaN })).toBe(false)
  })
})

/** Tokens for a day, from a grant that lasts 30 days however often it is refreshed. */
const fixed: Partial<ProviderAdapter> = {
  refreshTokenExpiry: 'fixed',
  refreshTokenLifetime: 30 * 86_400,
  accessTokenLifetime: 86_400,
}
const daysAhead = (events: readonly TokenEvent[]) =>
  events
    .filter(({ type }) => type === 'reauthorization-due')
    .map(({ at, endsAt }) => Math.round((endsAt!.getTime() - at.getTime()) / hour) / 24)

async function consented(overrides = fixed, parts: ManagerParts = {}) {
  const made = world(overrides)
  made.provider.lifetime = 86_400
  const tokens = made.manager(parts)
  await logIn(tokens)
  return { ...made, tokens }
}

describe('a connection whose consent ends', () => {
  it('is announced 14, 7 and 1 days ahead, once for all processes that keep it fresh', async () => {
    const { tokens, manager, clock, events, provider } = await consented()
    const autos = [tokens.autoRefresh(), manager().autoRefresh(), manager().autoRefresh()]
    await pass(clock, 30 * day, hour)
    expect(daysAhead(events)).toEqual([14, 7, 1])
    // It was refreshed all the while, and its end stood still.
    expect(provider.sent.length).toBeGreaterThan(25)
    const ends = events.flatMap(({ endsAt }) => endsAt ?? []).map(Number)
    expect(new Set(ends).size).toBe(1)
    await passingTime(clock, Promise.all(autos.map((auto) => auto.stop())))
  })

  it('is announced once by processes that follow each other', async () => {
    const { tokens, manager, clock, events } = await consented()
    await tokens.close()
    for (let run = 0; run < 30; run++) {
      clock.advance(day)
      const next = manager()
      const auto = next.autoRefresh()
      await turns(6)
      await auto.idle()
      await auto.stop()
    }
    expect(daysAhead(events)).toEqual([14, 7, 1])
  })

  it('is announced although each refresh tells a slightly other end, and not with each refresh', async () => {
    const made = world(fixed)
    const { provider, clock, events, manager } = made
    provider.lifetime = 86_400
    const stop = clock.now() + 30 * day
    // A server that tells what is left in whole hours.
    const telling: ProviderAdapter = {
      ...provider.adapter,
      async refresh(request) {
        const outcome = await provider.adapter.refresh(request)
        if (outcome.kind !== 'issued') return outcome
        const refreshExpiresIn = Math.floor((stop - clock.now()) / hour) * 3600
        return { ...outcome, grant: { ...outcome.grant, refreshExpiresIn } }
      },
    }
    const tokens = manager({ adapter: telling })
    await logIn(tokens)
    const auto = tokens.autoRefresh()
    await pass(clock, 29.5 * day, hour)
    expect(daysAhead(events).map(Math.round)).toEqual([14, 7, 1])
    await auto.stop()
  })

  it('starts anew with a later consent', async () => {
    const { tokens, clock, events } = await consented()
    const auto = tokens.autoRefresh()
    await pass(clock, 25 * day, hour)
    expect(daysAhead(events)).toEqual([14, 7])
    await logIn(tokens)
    await pass(clock, 15 * day, hour)
    expect(daysAhead(events)).toEqual([14, 7])
    await pass(clock, 2 * day, hour)
    expect(daysAhead(events)).toEqual([14, 7, 14])
    await auto.stop()
  })

  it('is announced by whoever comes late, with what is left', async () => {
    const { tokens, clock, events } = await consented()
    clock.advance(27 * day)
    const auto = tokens.autoRefresh()
    await pass(clock, hour, hour / 4)
    expect(daysAhead(events).map(Math.round)).toEqual([3])
    await pass(clock, 2 * day, hour)
    expect(daysAhead(events).map(Math.round)).toEqual([3, 1])
    await auto.stop()
  })

  it('is announced with the link that the application gave, which keeps the connection id', async () => {
    const reauthorizationLink = (connection: string) => `https://app.example/consent?connection=${connection}`
    const { tokens, clock, events } = await consented(fixed, { reauthorizationLink })
    clock.advance(29.5 * day)
    const auto = tokens.autoRefresh()
    await pass(clock, 1000)
    expect(events.find(({ type }) => type === 'reauthorization-due')).toMatchObject({
      connection: id,
      link: `https://app.example/consent?connection=${id}`,
    })
    await auto.stop()
  })

  it('is not announced where refreshing moves the end', async () => {
    const { refreshTokenExpiry: _, ...moving } = fixed
    const { tokens, clock, events } = await consented(moving)
    const auto = tokens.autoRefresh()
    await pass(clock, 60 * day, hour)
    expect(daysAhead(events)).toEqual([])
    await auto.stop()
  })
})

describe('the end of a grant that refreshing does not move', () => {
  it('is kept, and stays assumed, where no answer tells it', async () => {
    const { tokens, clock } = await loggedIn(fixed)
    const { refreshExpiresAt } = await tokens.connection(id)
    clock.advance(day)
    await tokens.refresh(id)
    const connection = await tokens.connection(id)
    expect(connection.generation).toBe(2)
    expect(connection.refreshExpiresAt).toEqual(refreshExpiresAt)
    expect(connection.assumed).toContain('refreshExpiresAt')
  })

  it('is believed where an answer tells it', async () => {
    const { tokens, clock, provider } = await loggedIn(fixed)
    clock.advance(day)
    provider.script = [
      (ordinary) => {
        const outcome = ordinary()
        if (outcome.kind !== 'issued') return outcome
        return { ...outcome, grant: { ...outcome.grant, refreshExpiresIn: 3600 } }
      },
    ]
    await tokens.refresh(id)
    const connection = await tokens.connection(id)
    expect(connection.refreshExpiresAt).toEqual(new Date(clock.now() + hour))
    expect(connection.assumed ?? []).not.toContain('refreshExpiresAt')
  })
})
