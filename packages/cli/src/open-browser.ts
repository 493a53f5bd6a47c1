import type { ChildProcess } from 'node:child_process'

type Environment = Readonly<Record<string, string | undefined>>

/** An opener that fails says so soon; a browser of its own may stay, ms. */
const patience = 1000

/** Opens the user's browser; false where there is none, or none that the user sits at. */
export async function openBrowser(url: string, env: Environment): Promise<boolean> {
  // A link may come from a server: it must not start another program.
  if (!/^https?:\/\//i.test(url) || overSsh(env) || lacksDisplay(env)) return false
  try {
    const { default: open } = await import('open')
    return await goesOn(await open(url))
  } catch {
    return false
  }
}

/** The user sits at another machine. */
export function overSsh(env: Environment): boolean {
  return Boolean(env.SSH_CONNECTION || env.SSH_TTY)
}

/** Without a display xdg-open would start a text browser in the middle of our own output. */
function lacksDisplay(env: Environment): boolean {
  return process.platform === 'linux' && !(env.DISPLAY || env.WAYLAND_DISPLAY || env.WSL_DISTRO_NAME)
}

function goesOn(opener: ChildProcess): Promise<boolean> {
  if (opener.exitCode !== null) return Promise.resolve(opener.exitCode === 0)
  return new Promise((resolve) => {
    const longEnough = setTimeout(() => resolve(true), patience)
    opener.once('exit', (code) => {
      clearTimeout(longEnough)
      resolve(code === 0)
    })
  })
}
