import type { SandboxClock } from '../clock.ts'
import type { EmulatedServer } from '../emulated-server.ts'
import type { StandardOptions } from './options.ts'
import type { ServerSpec } from './server-spec.ts'
import { standardControl } from './standard-control.ts'
import { standardDialect } from './standard-dialect.ts'
import { createStandardEmulator, type StandardEmulator } from './standard-emulator.ts'
import { createStandardState } from './standard-state.ts'

/** A server made of data. */
export function createStandardServer(
  spec: ServerSpec,
  clock: SandboxClock,
  options: StandardOptions = {},
): EmulatedServer<StandardEmulator> {
  const state = createStandardState(spec, clock, options)
  const emulator = createStandardEmulator(state)
  return { emulator, dialect: standardDialect(state), routes: standardControl(state, emulator) }
}
