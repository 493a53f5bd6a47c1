import { readFileSync, readlinkSync } from 'node:fs'

/** Enough to tell that a process of this machine is gone, even when its pid was given to another. */
export interface ProcessIdentity {
  bootId: string
  pidNamespace: string
  pid: number
  /** Clock ticks since boot. */
  startTime: string
}

/** This process, where the system tells (Linux). Elsewhere undefined: then deadlines alone decide. */
export function processIdentity(): ProcessIdentity | undefined {
  try {
    return {
      bootId: readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim(),
      pidNamespace: readlinkSync('/proc/self/ns/pid'),
      pid: process.pid,
      startTime: startTimeOf('self'),
    }
  } catch {
    return undefined
  }
}

/** True only when it is certain: another boot, or the same pid namespace without that very process. */
export function isGone(other: ProcessIdentity | undefined, self: ProcessIdentity | undefined): boolean {
  if (!other || !self) return false
  if (other.bootId !== self.bootId) return true
  if (other.pidNamespace !== self.pidNamespace) return false
  try {
    return startTimeOf(other.pid) !== other.startTime
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ENOENT' && !answersSignals(other.pid)
  }
}

/** /proc mounted with `hidepid` leaves out other users' processes, which then are only hidden, not gone. */
function answersSignals(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch (error) {
    return (error as NodeJS.ErrnoException).code !== 'ESRCH'
  }
}

function startTimeOf(pid: number | 'self'): string {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
  // The command's name, in parentheses, may hold spaces; field 22 of proc(5) is the 20th after it.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  // A zombie has closed its sockets and will never write again.
  if (fields[0] === 'Z' || fields[0] === 'X') return 'ended'
  return fields[19] ?? 'unknown'
}
