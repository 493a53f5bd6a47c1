import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { describe, expect, it, vi } from 'vitest'
import { isGone, type ProcessIdentity, processIdentity } from '../../src/store/process-identity.ts'

const self = processIdentity()
const stat = (pid: number) => readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? []

describe.skipIf(!self)('a process that held something', () => {
  const own = self as ProcessIdentity

  it('is there as long as it is this one', () => {
    expect(isGone(own, self)).toBe(false)
  })

  it('is gone with its boot, whatever has its pid now', () => {
    expect(isGone({ ...own, bootId: 'the boot before' }, self)).toBe(true)
  })

  it('is gone when its pid was given to another one', () => {
    expect(isGone({ ...own, startTime: '1' }, self)).toBe(true)
  })

  it.each<[string, Partial<ProcessIdentity> | undefined]>([
    ['it lives in another container', { pidNamespace: 'pid:[1]', startTime: '1' }],
    ['nobody knows who it was', undefined],
  ])('may be there where %s', (_, other) => {
    expect(isGone(other && { ...own, ...other }, self)).toBe(false)
  })

  it('may be there where this system does not tell who is who', () => {
    expect(isGone({ ...own, startTime: '1' }, undefined)).toBe(false)
  })

  it('is gone when nothing is left of it but its exit status, which nobody has asked for', async () => {
    // A parent that becomes a program which never asks for the exit status of its child.
    const parent = spawn('sh', ['-c', 'sleep 1000 & echo $!; exec sleep 1000'], {
      stdio: ['ignore', 'pipe', 'ignore'],
    })
    const [line] = (await once(parent.stdout, 'data')) as [Buffer]
    const pid = Number(String(line))
    try {
      const child = { ...own, pid, startTime: stat(pid)[19] ?? '' }
      expect(isGone(child, self)).toBe(false)
      process.kill(pid, 'SIGKILL')
      await vi.waitFor(() => expect(stat(pid)[0]).toBe('Z'))
      expect(isGone(child, self)).toBe(true)
    } finally {
      parent.kill('SIGKILL')
    }
  })
})
