import type { ControlRoute } from './control.ts'
import type { Dialect } from './dialect.ts'

/** One vendor, ready to be served: what speaks for it over HTTP, and what steers it. */
export interface EmulatedServer<Emulator> {
  emulator: Emulator
  dialect: Dialect
  routes: Record<string, ControlRoute>
}
