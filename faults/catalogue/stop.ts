import { everywhere, type Fault } from '../bench/fault.ts'
import { pastSpending } from '../bench/world.ts'

/** A lease is held for 10 s without a heartbeat; ms. */
const pastHeld = 10_500

/** SIGSTOP at a point of a refresh for longer than the deadline there, then SIGCONT. */
function stoppedAt(step: 'leased' | 'intent' | 'sending' | 'answered', duration: number): Fault['run'] {
  return async (world) => {
    const warm = world.schedule.flip('warm')
    const { victim, others } = await world.cast({ stop: { step, by: 'wait' }, warm })
    await world.askVictimFirst(victim, others)
    const later = world.schedule.between('later', 0, 500)
    // Those who gave up waiting ask again while it sleeps.
    const again = async () => {
      await Promise.all(others.map((one) => world.ask(one)))
      await Promise.all(others.map((one) => world.ask(one)))
    }
    await victim.sleepsAt(step, duration + later, again)
  }
}

export const stops: Fault[] = [
  {
    name: 'stop-leased',
    about: 'The holder is stopped before its intent, for longer than its lease; then it goes on.',
    stores: everywhere,
    run: stoppedAt('leased', pastHeld),
  },
  {
    name: 'stop-intent',
    about: 'The holder is stopped between intent and sending, for longer than the spending deadline.',
    stores: everywhere,
    short: ['file', 'redis', 'postgres'],
    run: stoppedAt('intent', pastSpending),
  },
  {
    name: 'stop-sending',
    about: 'The same, after its last look at the clock: what it sends then is a replay, and does no harm.',
    stores: everywhere,
    allowed: { afterAnswer: 1 },
    run: stoppedAt('sending', pastSpending),
  },
  {
    name: 'stop-answered',
    about: 'The holder is stopped with the answer in hand for longer than the spending deadline.',
    stores: everywhere,
    allowed: { afterAnswer: 1, reauthorize: 'answer_lost', unknowing: true },
    run: stoppedAt('answered', pastSpending),
  },
]
