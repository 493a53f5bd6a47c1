import type { Fault } from '../bench/fault.ts'
import { clocks } from './clock.ts'
import { keyFaults } from './keys.ts'
import { kills } from './kill.ts'
import { links } from './links.ts'
import { lostStores } from './lost-store.ts'
import { providerFaults } from './provider.ts'
import { serverFaults } from './server.ts'
import { stops } from './stop.ts'
import { writers } from './writers.ts'

export const faults: readonly Fault[] = [
  ...kills,
  ...stops,
  ...providerFaults,
  ...writers,
  ...keyFaults,
  ...lostStores,
  ...links,
  ...serverFaults,
  ...clocks,
]
