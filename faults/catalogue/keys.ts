import { randomBytes } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import type { KeyRotation } from '@oauth-tokens/core'
import { everywhere, type Fault } from '../bench/fault.ts'
import type { BenchProcess } from '../bench/process.ts'
import { pastSpending, type World } from '../bench/world.ts'

const newKey = () => randomBytes(32).toString('base64url')

/** Processes that know a new key already and still seal with the old one, and what starts one that seals with the new. */
async function rolledOut(world: World, casting: Parameters<World['cast']>[0]) {
  const [old, next] = [newKey(), newKey()]
  const { options } = world.store
  const giveKeys = (...encryptionKeys: string[]) => {
    world.store.options = (port) => ({ ...options(port), encryptionKeys })
  }
  giveKeys(old, next)
  const cast = await world.cast(casting)
  // From now on, for the heir as well.
  giveKeys(next, old)
  return { ...cast, startRotator: (name = 'rotator') => world.start(name) }
}

/** @throws when the connection is not sealed with the new key afterwards */
async function rotates({ worker, name }: BenchProcess): Promise<void> {
  const { value, error } = await worker.call<KeyRotation>('rotateKeys')
  if (error) throw new Error(`I2: ${name} could not rotate: ${error.message}`)
  if (value.failed.length > 0 || value.reencrypted + value.already !== 1)
    throw new Error(`I2: ${name} left the connection under its old key: ${JSON.stringify(value)}`)
}

/** The rotation comes while the provider has the request of a refresh. */
async function duringRefresh(world: World): Promise<void> {
  const { schedule, sandbox } = world
  const { victim, others, startRotator } = await rolledOut(world, { warm: schedule.flip('warm') })
  const rotator = await startRotator()
  const hold = schedule.oneOf('hold', ['before-commit', 'after-commit'] as const)
  const gate = sandbox.faults.add({ kind: 'gate', hold })
  await world.askVictimFirst(victim, others)
  await victim.before(sandbox.faults.arrived(gate))
  const rotated = rotates(rotator)
  await sleep(schedule.between('delay', 100, 600))
  sandbox.faults.release(gate)
  await rotated
}

/** A refresh sleeps with its answer in hand; then its parent lies there under other bytes. */
async function beforeLateAnswer(world: World): Promise<void> {
  const { victim, startRotator } = await rolledOut(world, { stop: { step: 'answered', by: 'wait' } })
  const rotator = await startRotator()
  void world.ask(victim)
  await victim.sleepsAt('answered', pastSpending, () => rotates(rotator))
}

/** The rotation is killed somewhere, while callers ask; another one ends it. */
async function killedInRotation(world: World): Promise<void> {
  const { schedule } = world
  const { victim, others, startRotator } = await rolledOut(world, { warm: schedule.flip('warm') })
  const rotator = await startRotator()
  const rotated = rotates(rotator).catch(() => {})
  const asked = [victim, ...others].map((one) => world.ask(one))
  await sleep(schedule.between('delay', 0, 25))
  await rotator.kill()
  await Promise.all([rotated, ...asked])
  // The lease of a process on another machine has to run out first.
  const next = await startRotator('next rotator')
  for (let attempt = 0; attempt < 4; attempt++) {
    const { value } = await next.worker.call<KeyRotation>('rotateKeys')
    if (value?.failed.length === 0) return
  }
  throw new Error('I2: a rotation that was killed could not be ended by another one.')
}

export const keyFaults: Fault[] = [
  {
    name: 'keys-rotated-mid-refresh',
    about: 'All records are sealed anew while the provider has the request of a refresh.',
    stores: everywhere,
    short: ['file'],
    run: duringRefresh,
  },
  {
    name: 'keys-rotated-late-answer',
    about: 'A refresh that slept with its answer in hand finds what it was made from sealed anew.',
    stores: everywhere,
    run: beforeLateAnswer,
  },
  {
    name: 'keys-rotation-killed',
    about: 'A process that seals records anew is killed while others ask; another one goes on.',
    stores: everywhere,
    run: killedInRotation,
  },
]
