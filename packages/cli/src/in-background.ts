import { readFileSync } from 'node:fs'

/** Whether another process group has the terminal of this process, as after `&` or `bg`; without a terminal nobody has. */
export function inBackground(): boolean {
  if (process.platform === 'win32') return false
  const [own, foreground] = process.platform === 'linux' ? groupsByProc() : groupsByPs()
  return own !== undefined && foreground !== undefined && foreground > 0 && own !== foreground
}

type Groups = readonly (number | undefined)[]

/** The name of the program stands in parentheses, and may have spaces and parentheses of its own (proc(5)). */
function groupsByProc(): Groups {
  try {
    const text = readFileSync('/proc/self/stat', 'utf8')
    const [, , own, , , foreground] = text.slice(text.lastIndexOf(')') + 2).split(' ')
    return [Number(own), Number(foreground)]
  } catch {
    return []
  }
}

function groupsByPs(): Groups {
  try {
    // Not imported: every command would pay for what few of them need.
    const { execFileSync } = process.getBuiltinModule('node:child_process')
    const asked = ['-o', 'pgid=', '-o', 'tpgid=', '-p', String(process.pid)]
    const text = execFileSync('ps', asked, {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
      timeout: 2000,
    })
    const [own, foreground] = text.trim().split(/\s+/).map(Number)
    return [own, foreground]
  } catch {
    return []
  }
}
