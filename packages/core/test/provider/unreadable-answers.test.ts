import { describe, expect, it } from 'vitest'
import { createRedact } from '../../src/provider/redact.ts'
import { acme } from './acme.ts'
import { refresh, server } from './acme-calls.ts'
import { noNetwork } from './no-network.ts'

noNetwork()

describe('an answer of the token endpoint that is none', () => {
  it.each([
    ['nothing', 200, '', 'empty_answer'],
    ['blanks', 200, ' \n', 'empty_answer'],
    ['a page', 200, '<html>Sign in</html>', 'not_json'],
    ['a list', 200, '[]', 'not_json'],
    ['no token', 200, '{}', 'no_access_token'],
    ['a page of a proxy', 502, '<html>Bad gateway</html>', 'http_502'],
  ])('leaves open what became of the refresh token: %s', async (_, status, body, code) => {
    server().post('/token').reply(status, body)
    expect(await refresh()).toMatchObject({ kind: 'unknown', cause: { code } })
  })

  it.each([{ message: 'no' }, ['no'], true])('is no token where its error is no word: %j', async (error) => {
    server().post('/token').reply(200, { error, access_token: 'acme-access' })
    expect(await refresh()).toMatchObject({ kind: 'unknown', cause: { code: 'contradictory_answer' } })
    server().post('/token').reply(400, { error })
    expect(await refresh()).toMatchObject({ kind: 'unknown', cause: { code: 'unreadable_error' } })
  })

  it.each([0, null, false, ''])('is a good one where an error of %j stands beside a token', async (error) => {
    server().post('/token').reply(200, { error, access_token: 'acme-access' })
    expect(await refresh()).toMatchObject({ kind: 'issued', grant: { accessToken: 'acme-access' } })
  })
})

it('a refusal of the app without advice of its adapter points to the settings', async () => {
  server().post('/token').reply(400, { error: 'app_locked' })
  const errors = () => ({ kind: 'client' }) as const
  const outcome = await refresh(acme({}, { errors }))
  expect(outcome).toMatchObject({ kind: 'refused', refusal: 'client', code: 'app_locked' })
  expect(String('message' in outcome && outcome.message)).toContain('Check the settings of this provider.')
})

it('a short secret is hidden where it stands, and blots out no few letters that might be its base64', () => {
  const redact = createRedact(['abcdef'])
  expect(redact('before abcdef after')).toBe('before [secret] after')
  const inside = Buffer.from(':abcdef').toString('base64').slice(2, 9)
  expect(redact(`an id with ${inside} in it`)).toBe(`an id with ${inside} in it`)
})
