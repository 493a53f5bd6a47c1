import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { connect, openHouse, type SandboxHouse } from './support/sandbox-house.ts'
import { binary, spawnCommand } from './support/spawn-command.ts'
import { openTerminal, openTerminalFor, terminalMissing } from './support/terminal.ts'

let house: SandboxHouse
let id: string
beforeEach(async () => {
  house = await openHouse()
  id = await connect(house)
})
afterEach(() => house.close())

const generation = async () => {
  const { stdout } = await spawnCommand(['show', id, '--json'], house).finished
  return JSON.parse(stdout).generation
}

describe.skipIf(terminalMissing)('a terminal that is closed', () => {
  test('cuts no refresh that was sent: its answer is saved', async () => {
    house.sandbox.faults.add({ kind: 'gate', id: 'held', hold: 'after-commit' })
    const refresh = await openTerminal(['refresh', id], house)
    await house.sandbox.faults.arrived('held')
    await refresh.close()
    house.sandbox.faults.release('held')
    await expect.poll(generation, { timeout: 15_000, interval: 200 }).toBe(2)
  })

  test('ends what would go on for ever', async () => {
    const pidFile = join(house.cwd, 'pid')
    const line = `echo $$ > '${pidFile}'; exec '${process.execPath}' '${binary}' watch`
    const watch = await openTerminalFor(['sh', '-c', line], house)
    await watch.sees(/Connections: 1/)
    const pid = Number(readFileSync(pidFile, 'utf8'))
    await watch.close()
    await expect.poll(() => existsSync(`/proc/${pid}`), { timeout: 10_000 }).toBe(false)
  })
})

describe('without a terminal', () => {
  test('a hangup ends nothing, as nohup wants it', async () => {
    const watch = spawnCommand(['watch'], house)
    await watch.said(/Keeping every connection fresh/)
    watch.child.kill('SIGHUP')
    const { status } = await spawnCommand(['refresh', id], house).finished
    expect(status).toBe(0)
    expect(watch.child.exitCode ?? watch.child.signalCode).toBe(null)
    watch.child.kill('SIGTERM')
    expect((await watch.finished).status).toBe(0)
  })
})
