import type { SandboxClock } from '../clock.ts'
import type { EmulatedServer } from '../emulated-server.ts'
import { etelecomDialect } from './etelecom/etelecom-dialect.ts'
import { gatewayControl } from './gateway-control.ts'
import { createGatewayEmulator, type GatewayEmulator } from './gateway-emulator.ts'
import { createGatewayState } from './gateway-state.ts'
import { interitsDialect } from './interits/interits-dialect.ts'
import type { GatewayOptions, InteritsOptions } from './options.ts'

export function createETelecom(
  clock: SandboxClock,
  options: GatewayOptions = {},
): EmulatedServer<GatewayEmulator> {
  const state = createGatewayState(clock, 'etelecom', 'eTelecom', options)
  const emulator = createGatewayEmulator(state)
  return { emulator, dialect: etelecomDialect(state), routes: gatewayControl(state, emulator) }
}

export function createInterits(
  clock: SandboxClock,
  options: InteritsOptions = {},
): EmulatedServer<GatewayEmulator> {
  const state = createGatewayState(clock, 'interits', 'Interits', options)
  const emulator = createGatewayEmulator(state)
  const { envelope = 'latest', successCode = 0 } = options
  return {
    emulator,
    dialect: interitsDialect(state, { envelope, successCode }),
    routes: gatewayControl(state, emulator),
  }
}
