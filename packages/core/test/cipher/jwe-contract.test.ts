import { describe, expect, it } from 'vitest'
import { jweCipher } from '../../src/index.ts'
import { cipherContract } from '../../src/testing/cipher-contract.ts'

cipherContract('jwe', jweCipher, { describe, it, expect })
