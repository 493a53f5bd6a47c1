import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { connect, openHouse, type SandboxHouse } from './support/sandbox-house.ts'
import { spawnCommand } from './support/spawn-command.ts'
import { openShell, openTerminal, openTerminalFor, terminalMissing } from './support/terminal.ts'

const bin = fileURLToPath(new URL('../bin/oauth-tokens.js', import.meta.url))
const secondOa = '2491302944280861639'

let house: SandboxHouse
let id: string
beforeEach(async () => {
  house = await openHouse()
  id = await connect(house)
})
afterEach(() => house.close())

/** What another process does meanwhile. */
const elsewhere = async (...argv: string[]) => {
  const { status, stderr } = await spawnCommand(argv, house).finished
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' })
}

describe.skipIf(terminalMissing)('list on a terminal', () => {
  test('fits into it: less is shown of a label, then fewer columns', async () => {
    const wide = await openTerminal(['list'], { ...house, columns: 120 })
    expect(await wide.sees(/LAST REFRESH/)).toMatch(/Tiệm Bánh Mì Cô Ba {2}zalo-oa {2,}active/)
    const narrow = await openTerminal(['list'], { ...house, columns: 60 })
    const screen = await narrow.sees(/active/)
    expect(screen).toMatch(/^CONNECTION +LABEL +STATUS +EXPIRES$/m)
    expect(screen).toMatch(/Tiệm Bánh.*… +active/)
    expect(await narrow.status()).toBe(0)
  })

  test('--watch shows in place what others do, in a terminal that becomes narrower, and leaves nothing behind', async () => {
    const list = await openTerminal(['list', '--watch'], { ...house, columns: 110, rows: 12 })
    expect(await list.sees(/Connections: 1\. Ctrl-C ends it\./)).toMatch(/REFRESH EXPIRES/)
    await connect(house, { oa_id: secondOa })
    const both = await list.sees(/Connections: 2\./)
    expect(both).toMatch(new RegExp(`^CONNECTION .*\\n.*${secondOa}.*\\n${id}`))
    await list.resize(50, 12)
    const narrow = await list.sees(/^CONNECTION +STATUS +EXPIRES$/m)
    expect(narrow).not.toContain('LABEL')
    await elsewhere('forget', id)
    expect(await list.sees(/Connections: 1\./)).not.toContain(id)
    await list.presses('C-c')
    expect(await list.status()).toBe(130)
    expect((await list.screen()).trim()).toBe('')
  })

  test('--watch shows a refresh of another process', async () => {
    house.sandbox.faults.add({ kind: 'error-body', code: -14014 })
    const list = await openTerminal(['list', '--watch'], house)
    await list.sees(/ active /)
    await spawnCommand(['refresh', id], house).finished
    await list.sees(/ reauthorization-required /)
    await list.presses('C-c')
    expect(await list.status()).toBe(130)
  })

  test('--watch of more than fits says how many are hidden', async () => {
    const lines = Array.from({ length: 30 }, (_, index) =>
      JSON.stringify({
        provider: 'zalo-oa',
        account: `${index}`,
        access_token: 'a',
        refresh_token: `r${index}`,
      }),
    )
    const importing = spawnCommand(['import'], house)
    importing.child.stdin.end(lines.join('\n'))
    expect(await importing.finished).toMatchObject({ status: 0 })
    const list = await openTerminal(['list', '--watch'], { ...house, rows: 10 })
    const screen = await list.sees(/… and 25 more; --provider and --status show fewer/)
    expect(screen.trimEnd().split('\n')).toHaveLength(10)
    await list.presses('C-c')
    expect(await list.status()).toBe(130)
  })
})

describe.skipIf(terminalMissing)('refresh on a terminal', () => {
  test('of many shows a bar, and then a summary', async () => {
    await connect(house, { oa_id: secondOa })
    house.sandbox.faults.add({ kind: 'gate', id: 'held', accountId: secondOa })
    const refresh = await openTerminal(['refresh', '--all'], { ...house, columns: 70 })
    await house.sandbox.faults.arrived('held')
    await refresh.sees(/^█{12}░{12} Refreshed: 1 of 2 \(50 %\)$/m)
    house.sandbox.faults.release('held')
    expect(await refresh.status()).toBe(0)
    const screen = await refresh.sees(/2 refreshed \(\d+ s\)/)
    expect(screen).not.toContain('█')
    expect(screen).toContain(id)
  })

  test('Ctrl-C once takes the bar away, finishes what was sent, and tells how far it came', async () => {
    await connect(house, { oa_id: secondOa })
    house.sandbox.faults.add({ kind: 'gate', id: 'held', accountId: secondOa, hold: 'after-commit' })
    const refresh = await openTerminal(['refresh', '--all'], house)
    await refresh.sees(/Refreshed: 1 of 2/)
    await refresh.presses('C-c')
    const screen = await refresh.sees(/finishing a refresh \(≤ 20 s\); again to abandon it/)
    expect(screen).not.toContain('█')
    house.sandbox.faults.release('held')
    expect(await refresh.status()).toBe(130)
    await refresh.sees(/^Stopped after 2 of 2: 2 refreshed\. What was refreshed is saved\.$/m)
    await elsewhere('token', id)
  })

  test('Ctrl-C twice gives it up at once', async () => {
    house.sandbox.faults.add({ kind: 'gate', id: 'held' })
    const refresh = await openTerminal(['refresh', id], house)
    await house.sandbox.faults.arrived('held')
    await refresh.presses('C-c')
    await refresh.sees(/again to abandon it/)
    await refresh.presses('C-c')
    expect(await refresh.status()).toBe(130)
    house.sandbox.faults.release('held')
  })
})

describe.skipIf(terminalMissing)('watch on a terminal', () => {
  test('shows what comes next, what is in trouble, and what happened last', async () => {
    const other = await connect(house, { oa_id: secondOa })
    const watch = await openTerminal(['watch'], { ...house, columns: 120 })
    const quiet = await watch.sees(/Connections: 2 \(active 2\)/)
    expect(quiet).toMatch(/^Next refreshes\n(.*\n)*.*Tiệm Bánh Mì Cô Ba +in \d+ h$/m)
    expect(quiet).not.toContain('In trouble')
    house.sandbox.faults.add({ kind: 'error-body', code: -14014, accountId: secondOa })
    await spawnCommand(['refresh', other], house).finished
    const trouble = await watch.sees(/In trouble/)
    expect(trouble).toContain('(reauthorization-required 1, active 1)')
    expect(trouble).toMatch(
      new RegExp(`${other} .*reauthorization-required {2}oauth-tokens login zalo-oa --account ${secondOa}`),
    )
    await watch.presses('C-c')
    expect(await watch.status()).toBe(130)
    expect((await watch.screen()).trim()).toMatch(
      /^Stopped: 0 refreshed, 0 failed attempts since [\d :-]+\.$/,
    )
  })

  test('refreshes what is due, shows it, and at Ctrl-C leaves the view before it finishes a refresh', async () => {
    await house.close()
    house = await openHouse({ accessTokenLifetime: 5 })
    id = await connect(house)
    const watch = await openTerminal(['watch'], house)
    await watch.sees(/Last events\n.*refreshed: generation 2\./)
    house.sandbox.faults.add({ kind: 'gate', id: 'held' })
    await house.sandbox.faults.arrived('held')
    await watch.presses('C-c')
    const screen = await watch.sees(/finishing a refresh \(≤ 20 s\)/)
    expect(screen).not.toContain('Last events')
    house.sandbox.faults.release('held')
    expect(await watch.status()).toBe(130)
    await watch.sees(/Stopped: \d+ refreshed/)
  })

  test('SIGTERM gives the terminal back, too, and ends it with 0', async () => {
    const pidFile = join(house.cwd, 'pid')
    const line = `echo $$ > '${pidFile}'; exec '${process.execPath}' '${bin}' watch`
    const watch = await openTerminalFor(['sh', '-c', line], house)
    await watch.sees(/Next refreshes/)
    process.kill(Number(readFileSync(pidFile, 'utf8')), 'SIGTERM')
    expect(await watch.status()).toBe(0)
    expect((await watch.screen()).trim()).toMatch(/^Stopped: [^\n]*$/)
  })

  test('is plain lines where somebody wants them', async () => {
    const watch = await openTerminal(['watch', '--plain'], house)
    await watch.sees(/^Keeping every connection fresh; Ctrl-C ends it\.$/m)
    await watch.presses('C-c')
    expect(await watch.status()).toBe(130)
    await watch.sees(/Stopped: 0 refreshed/)
  })
})

describe.skipIf(terminalMissing)('a live view in a shell with job control', () => {
  const types = async (shell: Awaited<ReturnType<typeof openShell>>, line: string) => {
    await shell.types(line)
    await shell.presses('Enter')
  }

  test.each([
    ['list --watch', /Connections: 1\. Ctrl-C ends it\./],
    ['watch', /Next refreshes/],
  ])('%s gives the terminal back at Ctrl-Z, and takes it again in the foreground', async (command, view) => {
    const shell = await openShell(house)
    await types(shell, `oauth-tokens ${command}`)
    await shell.sees(view)
    await shell.presses('C-z')
    expect(await shell.sees(/Stopped/)).not.toMatch(view)
    await types(shell, 'echo typed')
    await shell.sees(/^typed$/m)
    await types(shell, 'fg')
    expect(await shell.sees(view)).not.toContain('typed')
    await shell.presses('C-c')
    expect(await shell.sees(/^typed(\n.*)*ready>$/m)).not.toMatch(view)
  })

  test('in the background it leaves the screen to the shell', async () => {
    const shell = await openShell(house)
    await types(shell, 'oauth-tokens list --watch')
    await shell.sees(/Connections: 1\./)
    await shell.presses('C-z')
    await shell.sees(/Stopped/)
    await types(shell, 'bg; sleep 2; echo typed')
    expect(await shell.sees(/^typed$/m)).not.toContain('Connections:')
    await types(shell, 'fg')
    await shell.sees(/Connections: 1\./)
    await shell.presses('C-c')
    await shell.sees(/^typed(\n.*)*ready>$/m)
  })
})
