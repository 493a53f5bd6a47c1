import { everywhere, type Fault } from '../bench/fault.ts'
import type { BenchProcess } from '../bench/process.ts'
import { pastSpending, type World } from '../bench/world.ts'

type Writing = (world: World, writer: BenchProcess) => Promise<unknown>

const imports: Writing = (world, writer) => world.importTokens(writer, { expired: false })
const logsIn: Writing = (world, writer) => world.login(writer)
const forgets: Writing = async ({ connection }, { worker }) => {
  const { error } = await worker.call('forget', connection)
  if (error) throw new Error(`It could not be forgotten: ${error.message}`)
}

/** Another writer comes while the provider has the request of a refresh. */
function during(hold: 'before-commit' | 'after-commit', write: Writing) {
  return async (world: World) => {
    const { victim, others } = await world.cast({ warm: world.schedule.flip('warm') })
    const gate = world.sandbox.faults.add({ kind: 'gate', hold })
    await world.askVictimFirst(victim, others)
    await victim.before(world.sandbox.faults.arrived(gate))
    const [writer = victim] = others
    const written = write(world, writer)
    // Until the other writer is at the provider, or waits for the lease.
    await new Promise((resolve) => setTimeout(resolve, world.schedule.between('delay', 100, 600)))
    world.sandbox.faults.release(gate)
    await written
  }
}

/** The refresh sleeps with its answer in hand until another writer has been there. */
function beforeLateAnswer(write: Writing) {
  return async (world: World) => {
    const { victim, others } = await world.cast({ stop: { step: 'answered', by: 'wait' } })
    const [writer = victim] = others
    void world.ask(victim)
    await victim.sleepsAt('answered', pastSpending, () => write(world, writer))
  }
}

export const writers: Fault[] = [
  {
    name: 'import-mid-refresh',
    about: 'Tokens are imported while the answer of a refresh is on its way.',
    stores: everywhere,
    short: ['file'],
    run: during('after-commit', imports),
  },
  {
    name: 'login-mid-refresh',
    about: 'The owner consents again while the answer of a refresh is on its way.',
    stores: everywhere,
    run: during('after-commit', logsIn),
  },
  {
    name: 'login-before-refresh',
    about: 'The owner consents again before the provider acts on a refresh, which it then refuses.',
    stores: everywhere,
    // The refusal is true of the tokens that are stored; those of the consent come next.
    allowed: { reauthorize: 'any' },
    run: during('before-commit', logsIn),
  },
  {
    name: 'import-late-answer',
    about: 'A refresh that slept with its answer in hand meets tokens imported meanwhile.',
    stores: everywhere,
    run: beforeLateAnswer(imports),
  },
  {
    name: 'forget-mid-refresh',
    about: 'The connection is forgotten while the answer of a refresh is on its way.',
    stores: everywhere,
    ends: 'forgotten',
    run: during('after-commit', forgets),
  },
  {
    name: 'forget-late-answer',
    about: 'A refresh that slept with its answer in hand meets a forgotten connection.',
    stores: everywhere,
    ends: 'forgotten',
    run: beforeLateAnswer(forgets),
  },
]
