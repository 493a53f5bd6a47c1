import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { fakeTimers } from '../support/turns.ts'
import { callbackUrl, failure, world } from '../support/world.ts'

beforeEach(fakeTimers)
afterEach(() => {
  vi.useRealTimers()
})

const returned = (state: string, rest = 'code=good-code') => `${callbackUrl}?${rest}&state=${state}`

describe('returnTo', () => {
  const tokens = () =>
    world().manager({ allowedReturnTo: ['https://app.example/after', 'https://other.example/'] })

  it.each([
    'https://app.example/after',
    'https://app.example/after/login?x=1',
    'https://other.example/anything',
  ])('may be %s', async (returnTo) => {
    const manager = tokens()
    const { state } = await manager.authorize('fake', { returnTo })
    expect((await manager.callback(`${returned(state)}&returnTo=https://evil.example`)).returnTo).toBe(
      returnTo,
    )
  })

  it.each([
    'https://app.example/afterwards',
    'https://app.example/',
    'http://app.example/after',
    'https://app.example:8443/after',
    'https://app.example.evil.example/after',
    'https://app.example@evil.example/after',
    'https://app.example/after/../admin',
    '//evil.example/after',
    '/after',
    'javascript:alert(1)',
  ])('may not be %s', async (returnTo) => {
    expect(await failure(tokens().authorize('fake', { returnTo }))).toMatchObject({
      code: 'return_to_not_allowed',
    })
  })

  it('may be nothing unless something was allowed', async () => {
    expect(
      await failure(world().manager().authorize('fake', { returnTo: 'https://app.example/' })),
    ).toMatchObject({ code: 'return_to_not_allowed' })
    const plain = world().manager()
    const { state } = await plain.authorize('fake')
    expect(await plain.callback(returned(state))).not.toHaveProperty('returnTo')
  })
})
