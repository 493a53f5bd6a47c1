import { providerContract } from '@oauth-tokens/core/testing'
import { describe, expect, it } from 'vitest'
import { zalo } from '../src/index.ts'
import { recordings } from './zalo-recordings.ts'

providerContract('zalo', { adapter: zalo, recordings }, { describe, it, expect })
