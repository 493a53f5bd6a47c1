import { providerContract } from '@oauth-tokens/core/testing'
import { describe, expect, it } from 'vitest'
import { zalopay } from '../src/index.ts'
import { recordings } from './recordings.ts'

providerContract('zalopay', { adapter: zalopay, recordings, consentPage: false }, { describe, it, expect })
