import { providerContract } from '@oauth-tokens/core/testing'
import { describe, expect, it } from 'vitest'
import { zaloOa } from '../src/index.ts'
import { recordings } from './recordings.ts'

providerContract('zalo-oa', { adapter: zaloOa, recordings }, { describe, it, expect })
