import { describe, expect, it } from 'vitest'
import { hostOf } from '../../src/provider/host-of.ts'
import { acme } from './acme.ts'
import { refresh, server, tokens } from './acme-calls.ts'
import { noNetwork } from './no-network.ts'

noNetwork()

describe('what is remembered of a server that always says something else', () => {
  it('never makes one host of another', () => {
    for (let tenant = 0; tenant < 2_100; tenant++)
      expect(hostOf(`https://id-${tenant % 1_050}.acme.example/token`)).toBe(
        `id-${tenant % 1_050}.acme.example`,
      )
  })

  it('never lets a token through among the fields of an answer', async () => {
    const odd = Object.fromEntries(Array.from({ length: 1_100 }, (_, index) => [`field_${index}`, index]))
    server()
      .post('/token')
      .reply(200, { ...odd, ...tokens, client_secret: 'planted' })
    server()
      .post('/token')
      .reply(200, { ...tokens, client_secret: 'planted', field_0: 0 })
    const raw = async () => {
      const outcome = await refresh(acme())
      return outcome.kind === 'issued' ? outcome.grant.raw : undefined
    }
    expect(await raw()).toEqual({ ...odd, token_type: 'Bearer' })
    expect(await raw()).toEqual({ field_0: 0, token_type: 'Bearer' })
  })
})
