import { describe, expect, it } from 'vitest'
import { temporaryFolder } from './support/run-command.ts'
import { openTerminal, openTerminalFor, terminalMissing } from './support/terminal.ts'

describe.skipIf(terminalMissing)('a terminal', () => {
  it('shows what the command says in it, and tells its status', async () => {
    const terminal = await openTerminal(['lsit'], { cwd: temporaryFolder() })
    expect(await terminal.status()).toBe(2)
    await terminal.sees(/Unknown command 'lsit'\. Did you mean list\?\nNext: oauth-tokens --help/)
  })

  it('speaks the language of its locale', async () => {
    const terminal = await openTerminal(['list'], { cwd: temporaryFolder(), env: { LC_ALL: 'vi_VN.UTF-8' } })
    await terminal.sees(/Chưa có kết nối nào/)
    expect(await terminal.status()).toBe(0)
  })

  it('passes typed text, keys and a new size on', async () => {
    const script = 'read -r word; echo "got $word"; read -r _; stty size; sleep 100'
    const terminal = await openTerminalFor(['sh', '-c', script], { cwd: temporaryFolder() })
    await terminal.types(`it's "quoted"`)
    await terminal.presses('Enter')
    await terminal.sees(/got it's "quoted"/)
    await terminal.resize(60, 12)
    await terminal.presses('Enter')
    await terminal.sees(/12 60/)
    await terminal.presses('C-c')
    expect(await terminal.status()).toBe(130)
  })
})
