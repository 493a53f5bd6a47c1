import { afterEach, beforeEach, describe, it } from 'vitest'
import { memoryStore } from '../../src/store/memory.ts'
import { storeContract } from '../../src/testing/store-contract.ts'
import { fakeClock } from './fake-clock.ts'

const clock = fakeClock()
storeContract('memory', { open: () => memoryStore(clock), clock }, { describe, it, beforeEach, afterEach })
