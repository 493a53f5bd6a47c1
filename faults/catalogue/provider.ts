import { setTimeout as sleep } from 'node:timers/promises'
import type { Fault as SandboxFault } from '@oauth-tokens/sandbox'
import { type Allowed, everywhere, type Fault } from '../bench/fault.ts'
import { NotStruck } from '../bench/process.ts'
import { timeouts, type World } from '../bench/world.ts'

/** All three processes ask while the provider misbehaves once. */
function misbehaving(fault: SandboxFault) {
  return async (world: World) => {
    const { victim, others } = await world.cast({ warm: world.schedule.flip('warm') })
    const before = world.redemptions
    world.sandbox.faults.add(fault)
    await Promise.all([victim, ...others].map((one) => world.ask(one)))
    if (world.redemptions === before) throw new NotStruck('Nobody met the fault.')
  }
}

/** The provider acted, and nobody can know what it answered. */
const lost: Allowed = { lost: true, reauthorize: 'answer_lost' }
const tooSlow = timeouts.provider * 1000 + 700

function provider(name: string, about: string, fault: SandboxFault, more: Partial<Fault> = {}): Fault {
  return { name: `provider-${name}`, about, stores: everywhere, ...more, run: misbehaving(fault) }
}

export const providerFaults: Fault[] = [
  provider('answer-lost', 'It acts, and its answer is lost.', { kind: 'answer-lost' }, { allowed: lost }),
  provider('reset-before', 'It resets the connection before it acts.', { kind: 'reset-before' }),
  provider(
    'reset-after',
    'It resets the connection after it acted.',
    { kind: 'reset-after' },
    { allowed: lost },
  ),
  provider('silent', 'It neither acts nor answers within the time limit.', { kind: 'hang-before-commit' }),
  provider(
    'late-act',
    'It acts when its caller has given up.',
    { kind: 'latency', delayMs: tooSlow },
    // Who asks again before that wins; the late one finds the refresh token used.
    { allowed: lost },
  ),
  provider(
    'late-answer',
    'It acts at once, and answers when its caller has given up.',
    { kind: 'latency', delayAfterMs: tooSlow },
    { allowed: lost },
  ),
  provider('truncated', 'It acts, and half of the answer arrives.', { kind: 'truncated' }, { allowed: lost }),
  provider('503', 'A gateway says 503, twice.', { kind: 'status', times: 2 }, { short: ['file'] }),
  provider('html', 'A web page comes where JSON was expected, twice.', { kind: 'html', times: 2 }),
  {
    name: 'provider-throttled',
    about: 'It asks to slow down for two seconds, and is not asked before.',
    stores: everywhere,
    async run(world) {
      const { victim, others } = await world.cast()
      world.sandbox.faults.add({ kind: 'throttled', as: 'status', retryAfter: 2 })
      const processes = [victim, ...others]
      const began = Date.now()
      while (Date.now() - began < 1_700) {
        await Promise.all(processes.map((one) => world.ask(one)))
        await sleep(100)
      }
      if (world.redemptions !== 1) throw new Error(`I7: asked ${world.redemptions} times before Retry-After.`)
    },
  },
  {
    name: 'provider-keeps-refresh-token',
    about:
      'The answer has no refresh token: the old one stays, and is spent again for the next access token.',
    stores: everywhere,
    async run(world) {
      const { victim, others } = await world.cast()
      world.sandbox.faults.add({ kind: 'missing-refresh-token' })
      await Promise.all([victim, ...others].map((one) => world.ask(one)))
      const { answer } = await victim.call('refresh', world.connection)
      if (!answer?.value) throw new Error(`I2: the refresh token is gone: ${answer?.error?.message}`)
    },
  },
]
