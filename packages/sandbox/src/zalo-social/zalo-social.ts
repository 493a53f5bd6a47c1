import type { SandboxClock } from '../clock.ts'
import type { EmulatedServer } from '../emulated-server.ts'
import type { ZaloSocialOptions } from './options.ts'
import { socialControl } from './social-control.ts'
import { zaloSocialDialect } from './social-dialect.ts'
import { createSocialEmulator, type ZaloSocialEmulator } from './social-emulator.ts'
import { createSocialState } from './social-state.ts'

export function createZaloSocial(
  clock: SandboxClock,
  options: ZaloSocialOptions = {},
): EmulatedServer<ZaloSocialEmulator> {
  const state = createSocialState(clock, options)
  const emulator = createSocialEmulator(state)
  return { emulator, dialect: zaloSocialDialect(state), routes: socialControl(state, emulator) }
}
