import { spawnSync } from 'node:child_process'

/** Runs a command in the repository's folder, its output shown; answers whether it succeeded. */
export function run(command, args, options = {}) {
  const { status, error } = spawnSync(command, args, {
    stdio: 'inherit',
    cwd: new URL('..', import.meta.url),
    ...options,
    env: { ...process.env, TURBO_TELEMETRY_DISABLED: '1', DO_NOT_TRACK: '1', ...options.env },
  })
  if (error) console.error(`${command}: ${error.message}`)
  return status === 0
}
