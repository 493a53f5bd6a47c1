import { setTimeout as sleep } from 'node:timers/promises'
import { type Fault, servers } from '../bench/fault.ts'
import { pastSpending, type World } from '../bench/world.ts'

const steps = ['leased', 'intent', 'saved'] as const

/** The link of one process breaks at some point of its refresh, and heals. */
async function breaksInRefresh(world: World): Promise<void> {
  const { schedule } = world
  const step = schedule.oneOf('step', steps)
  const state = schedule.oneOf('link', ['cut', 'refused', 'answers-lost'])
  const { victim, others } = await world.cast({ stop: { step, by: 'wait' }, warm: schedule.flip('warm') })
  await world.askVictimFirst(victim, others)
  await victim.standsAt(step, async () => victim.link?.set(state))
  await sleep(schedule.between('outage', 500, 4_000))
  victim.link?.set('open')
}

/** While one process cannot reach the store, another refreshes: what it has in memory is dead when it comes back. */
async function breaksWhileOthersRefresh(world: World): Promise<void> {
  const { schedule } = world
  const { victim, others } = await world.cast({ warm: true })
  const [other = victim] = others
  const state = schedule.oneOf('link', ['cut', 'refused'])
  victim.link?.set(state)
  await other.call('refresh', world.connection)
  void world.ask(victim)
  await sleep(schedule.between('outage', 500, pastSpending))
  victim.link?.set('open')
}

/** The same, looked at from inside: what it hands out while it can hear of nothing must be said to be doubtful. */
async function saysThatItIsCutOff(world: World): Promise<void> {
  const { victim, others } = await world.cast({ warm: true })
  const [other = victim] = others
  victim.link?.set(world.schedule.oneOf('link', ['cut', 'refused']))
  await other.call('refresh', world.connection)
  await sleep(world.schedule.between('outage', 2_000, 3_000))
  await victim.call('getTokenSet', world.connection)
  victim.link?.set('open')
}

export const links: Fault[] = [
  {
    name: 'link-broken-in-refresh',
    about: 'The connection of the holder to the store is cut, one-way or reset in its refresh, and heals.',
    stores: servers,
    allowed: { unknowing: true },
    run: breaksInRefresh,
  },
  {
    name: 'link-broken-at-rest',
    about: 'A process with a token in memory is cut off while another refreshes, and comes back.',
    stores: servers,
    short: servers,
    run: breaksWhileOthersRefresh,
  },
  {
    name: 'link-broken-unsaid',
    about: 'A process that is cut off flags what it has in memory as degraded.',
    stores: servers,
    run: saysThatItIsCutOff,
  },
]
