import { providerContract } from '@oauth-tokens/core/testing'
import { describe, expect, it } from 'vitest'
import { zoho } from '../src/index.ts'
import { recordings } from './recordings.ts'

providerContract('zoho', { adapter: zoho, recordings }, { describe, it, expect })
