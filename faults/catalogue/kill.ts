import { setTimeout as sleep } from 'node:timers/promises'
import type { TraceStep } from '@oauth-tokens/core'
import { everywhere, type Fault } from '../bench/fault.ts'
import { NotStruck } from '../bench/process.ts'
import type { World } from '../bench/world.ts'

/** It kills itself at the very point, while the others ask. */
function killedAt(step: TraceStep) {
  return async (world: World) => {
    const warm = world.schedule.flip('warm')
    const { victim, others } = await world.cast({ stop: { step, by: 'kill' }, warm })
    const dead = world.askVictimFirst(victim, others)
    await Promise.all([dead, victim.dies()])
    if (victim.worker.trace.at(-1) !== step) throw new NotStruck(`The victim did not die after "${step}".`)
  }
}

/** Killed from outside while the provider has its request. */
function killedWaiting(hold: 'before-commit' | 'after-commit', late: boolean) {
  return async (world: World) => {
    const { victim, others } = await world.cast({ warm: world.schedule.flip('warm') })
    const gate = world.sandbox.faults.add({ kind: 'gate', hold })
    await world.askVictimFirst(victim, others)
    await victim.before(world.sandbox.faults.arrived(gate))
    await sleep(world.schedule.between('delay', 0, 100))
    await victim.kill()
    if (late) world.sandbox.faults.release(gate)
  }
}

export const kills: Fault[] = [
  {
    name: 'kill-leased',
    about: 'The holder is killed between taking the lease and its intent.',
    stores: everywhere,
    run: killedAt('leased'),
  },
  {
    name: 'kill-intent',
    about: 'The holder is killed between its intent and sending.',
    stores: everywhere,
    run: killedAt('intent'),
  },
  {
    name: 'kill-sending',
    about: 'The holder is killed after sending; the provider never acts on it.',
    stores: everywhere,
    short: ['file', 'redis', 'postgres'],
    run: killedWaiting('before-commit', false),
  },
  {
    name: 'kill-sending-late',
    about: 'The holder is killed after sending; then the provider acts on it.',
    stores: everywhere,
    allowed: { lost: true, reauthorize: 'answer_lost', unknowing: true },
    run: killedWaiting('before-commit', true),
  },
  {
    name: 'kill-sending-acted',
    about: 'The provider has acted, and its answer is on the way, when the holder is killed.',
    stores: everywhere,
    allowed: { lost: true, reauthorize: 'answer_lost', unknowing: true },
    run: killedWaiting('after-commit', false),
  },
  {
    name: 'kill-answered',
    about: 'The holder is killed with the answer in hand, before it could save.',
    stores: everywhere,
    short: ['file'],
    allowed: { afterAnswer: 1, lost: true, reauthorize: 'answer_lost', unknowing: true },
    run: killedAt('answered'),
  },
  {
    name: 'kill-saving',
    about: 'The holder is killed from outside somewhere in its save.',
    stores: everywhere,
    allowed: { afterAnswer: 1, lost: true, reauthorize: 'answer_lost', unknowing: true },
    async run(world) {
      const { victim, others } = await world.cast({ stop: { step: 'saving', by: 'wait' } })
      await world.askVictimFirst(victim, others)
      await victim.passes('saving')
      victim.worker.goOn()
      await sleep(world.schedule.between('delay', 0, 6))
      await victim.kill()
    },
  },
  {
    name: 'kill-saved',
    about: 'The holder is killed between its save and its answer to the callers.',
    stores: everywhere,
    run: killedAt('saved'),
  },
]
