import { providerContract } from '@oauth-tokens/core/testing'
import { describe, expect, it } from 'vitest'
import { lazada } from '../src/index.ts'
import { recordings } from './recordings.ts'

providerContract('lazada', { adapter: lazada, recordings }, { describe, it, expect })
