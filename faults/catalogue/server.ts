import { setTimeout as sleep } from 'node:timers/promises'
import { type Allowed, type Fault, servers } from '../bench/fault.ts'
import type { BenchProcess } from '../bench/process.ts'
import type { World } from '../bench/world.ts'
import type { Refusal, StoreServer } from '../stores/store-column.ts'

/** What became of a refresh cannot be told to others by a server that is away; see link-broken-unsaid. */
const unseen: Allowed = { unknowing: true }

const points = ['leased', 'intent', 'answered'] as const

function serverOf({ store }: World): StoreServer {
  if (!store.server) throw new Error('This row needs a server.')
  return store.server
}

/** Something happens to the server at a point of a refresh that the schedule names. */
async function inRefresh(
  world: World,
  strike: (server: StoreServer) => Promise<unknown>,
  steps: readonly ('leased' | 'intent' | 'answered')[] = points,
): Promise<{ victim: BenchProcess; others: BenchProcess[] }> {
  const { schedule } = world
  const step = schedule.oneOf('step', steps)
  const cast = await world.cast({ stop: { step, by: 'wait' }, warm: schedule.flip('warm') })
  await world.askVictimFirst(cast.victim, cast.others)
  await cast.victim.standsAt(step, () => strike(serverOf(world)))
  return cast
}

async function outage(world: World, most = 2_000): Promise<void> {
  await sleep(world.schedule.between('outage', 200, most))
}

/** The server takes no writes for a while, and says so. */
function refuses(name: string, how: Refusal, about: string, stores = servers): Fault {
  return {
    name,
    about,
    stores,
    allowed: unseen,
    async run(world) {
      const { victim, others } = await inRefresh(world, (server) => server.refuseWrites(how))
      await Promise.all([victim, ...others].map((one) => world.ask(one)))
      await outage(world, 1_000)
      await serverOf(world).takeWrites()
    },
  }
}

export const serverFaults: Fault[] = [
  {
    name: 'server-killed',
    about: 'The server is killed in a refresh, and started again with its data.',
    stores: servers,
    allowed: unseen,
    short: servers,
    async run(world) {
      await inRefresh(world, (server) => server.kill())
      await outage(world)
      await serverOf(world).start()
    },
  },
  {
    name: 'server-sessions-ended',
    about: 'The server ends all sessions in a refresh, as in a fail-over or by an administrator.',
    stores: servers,
    allowed: unseen,
    async run(world) {
      await inRefresh(world, (server) => server.endSessions())
    },
  },
  {
    name: 'server-frozen',
    about: 'The server stands still in a refresh, and goes on with what it was asked.',
    stores: servers,
    allowed: unseen,
    async run(world) {
      await inRefresh(world, async (server) => server.freeze())
      await outage(world)
      serverOf(world).thaw()
    },
  },
  refuses('server-out-of-memory', 'out of memory', 'Redis is out of memory in a refresh.', ['redis']),
  refuses(
    'server-read-only',
    'read-only',
    'The server becomes a replica (Redis), or read-only, in a refresh.',
  ),
  refuses('server-without-replicas', 'too few replicas', 'Redis misses its replicas in a refresh.', [
    'redis',
  ]),
  {
    name: 'server-emptied-at-answer',
    about: 'Redis is restarted empty when the answer has come: the set in flight is saved.',
    stores: ['redis'],
    allowed: unseen,
    async run(world) {
      const { victim, others } = await inRefresh(world, restartedEmpty, ['answered'])
      await victim.worker.line(({ trace, event }) => trace === 'saved' || event === 'recovered')
      await Promise.all(others.map((one) => world.ask(one)))
    },
  },
  {
    name: 'server-emptied-at-rest',
    about: 'Redis is restarted empty: who knew the connection does not deny it.',
    stores: ['redis'],
    ends: 'emptied',
    async run(world) {
      const { victim, others } = await world.cast({ warm: true })
      await restartedEmpty(serverOf(world))
      await sleep(world.schedule.between('delay', 0, 1_500))
      await Promise.all([victim, ...others].map((one) => world.ask(one)))
    },
  },
]

async function restartedEmpty(server: StoreServer): Promise<void> {
  await server.kill()
  server.wipe?.()
  await server.start()
}
