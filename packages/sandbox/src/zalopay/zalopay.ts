import type { SandboxClock } from '../clock.ts'
import type { EmulatedServer } from '../emulated-server.ts'
import type { ZaloPayOptions } from './options.ts'
import { zalopayControl } from './zalopay-control.ts'
import { zalopayDialect } from './zalopay-dialect.ts'
import { createZaloPayEmulator, type ZaloPayEmulator } from './zalopay-emulator.ts'
import { createZaloPayState } from './zalopay-state.ts'

export function createZaloPay(
  clock: SandboxClock,
  options: ZaloPayOptions = {},
): EmulatedServer<ZaloPayEmulator> {
  const state = createZaloPayState(clock, options)
  const emulator = createZaloPayEmulator(state)
  return { emulator, dialect: zalopayDialect(state), routes: zalopayControl(state, emulator) }
}
