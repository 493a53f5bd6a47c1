import { everywhere, type Fault } from '../bench/fault.ts'

const preload = new URL('../fixtures/shifted-clock.mjs', import.meta.url).href
const hour = 3_600_000

export const clocks: Fault[] = [
  {
    name: 'clock-hours-off',
    about: 'The wall clock of one process is up to three days off, in either direction.',
    stores: everywhere,
    short: ['file'],
    async run(world) {
      const { schedule } = world
      const hours = schedule.between('hours', 2, 72) * (schedule.flip('behind') ? -1 : 1)
      const wrapping = ['env', `NODE_OPTIONS=--import=${preload}`, `CLOCK_SHIFT=${hours * hour}`]
      const { victim, others } = await world.cast({ wrapping, warm: true })
      // Each in turn is the one who refreshes, and the one who finds what another has stored.
      for (const one of [victim, ...others, victim]) {
        await one.call('refresh', world.connection)
        await Promise.all([victim, ...others].map((asking) => world.ask(asking)))
      }
    },
  },
]
