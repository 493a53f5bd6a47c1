import nock from 'nock'
import { afterEach, beforeEach, expect } from 'vitest'

/** Around each test of a file: no call gets out, and every call that a test prepared was made. */
export function noNetwork(): void {
  beforeEach(() => nock.disableNetConnect())
  afterEach(() => {
    const unused = nock.pendingMocks()
    nock.cleanAll()
    nock.enableNetConnect()
    expect(unused).toEqual([])
  })
}
