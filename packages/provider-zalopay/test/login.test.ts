import { type Sandbox, startSandbox } from '@oauth-tokens/sandbox'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { zalopayMiniAppError } from '../src/index.ts'
import { adapterFor, appId, bao, codeAndVerifier, ha, idOfHa, managers } from './support/world.ts'

let sandbox: Sandbox
beforeEach(async () => {
  sandbox = await startSandbox()
})
afterEach(() => sandbox.close())

const manager = (more = {}) => managers(adapterFor(sandbox, more))()
const exchanges = () => sandbox.stats().totals.exchanges

describe('a login', () => {
  it('begins with a code of the mini app, and muid names the account', async () => {
    const connection = await manager().exchange('zalopay', codeAndVerifier(sandbox, { muid: bao.muid }))
    expect(connection).toMatchObject({
      id: `zalopay:${bao.muid}`,
      label: bao.displayName,
      status: 'active',
      scopes: ['user.phone', 'user.name', 'user.avatar', 'user.identity.info'],
    })
    expect(connection.assumed).toBe(undefined)
  })

  it('keeps what the user granted, which may be less, and nothing of who the user is', async () => {
    const tokens = manager()
    const login = codeAndVerifier(sandbox, { permissions: ['user.phone'] })
    const { id, scopes, label } = await tokens.exchange('zalopay', login)
    expect([scopes, label]).toEqual([['user.phone'], undefined])
    expect(JSON.stringify(await tokens.getTokenSet(id))).not.toContain(String(Number(ha.phone)))
  })

  it('works without consent, where only muid is asked for', async () => {
    const login = codeAndVerifier(sandbox, { permissions: [] })
    expect(await manager().exchange('zalopay', login)).toMatchObject({ id: idOfHa, scopes: [] })
  })

  it('works with the pair that the SDK made', async () => {
    const { codeVerifier, codeChallenge } = sandbox.zalopay.pkcePair()
    const answer = sandbox.zalopay.getOauthV1Code({ appId, codeChallenge })
    const { code } = (answer as { data: { code: string } }).data
    expect(await manager().exchange('zalopay', { code, codeVerifier })).toMatchObject({ id: idOfHa })
  })

  it.each([
    ['hex', undefined, true],
    ['hex', 'S256', false],
    ['s256', 'S256', true],
    ['s256', 'hex', false],
  ] as const)('where ZaloPay wants %s, a challenge of the form %s works: %s', async (pkce, form, works) => {
    await sandbox.close()
    sandbox = await startSandbox({ zalopay: { pkce } })
    const login = manager().exchange('zalopay', codeAndVerifier(sandbox, form && { form }))
    if (works) expect((await login).id).toBe(idOfHa)
    else
      await expect(login).rejects.toMatchObject({ name: 'AuthorizationError', code: 'INVALID_CODE_VERIFIER' })
  })

  it('has no link, and says how it begins instead', async () => {
    await expect(manager().authorize('zalopay')).rejects.toMatchObject({
      name: 'ConfigurationError',
      code: 'no_consent_page',
      message: expect.stringMatching(/mini app.*getOauthV1Code.*tokens\.exchange\('zalopay'/),
    })
  })

  it('sends no code without its verifier, so that the code is still good', async () => {
    const tokens = manager()
    const { code, codeVerifier } = codeAndVerifier(sandbox)
    await expect(tokens.exchange('zalopay', { code })).rejects.toMatchObject({ code: 'missing_verifier' })
    expect(exchanges()).toBe(0)
    expect((await tokens.exchange('zalopay', { code, codeVerifier })).id).toBe(idOfHa)
  })

  it('is refused when the code is used, or the secret is wrong', async () => {
    const tokens = manager()
    const login = codeAndVerifier(sandbox)
    await tokens.exchange('zalopay', login)
    await expect(tokens.exchange('zalopay', login)).rejects.toMatchObject({
      name: 'AuthorizationError',
      code: 'INVALID_CODE',
    })
    sandbox.zalopay.rotateSecret(appId, 'another-secret')
    await expect(tokens.exchange('zalopay', codeAndVerifier(sandbox))).rejects.toMatchObject({
      name: 'ConfigurationError',
      message: expect.stringContaining('x-secret-key'),
    })
  })

  it('is refused when another user consented than was expected', async () => {
    const login = { ...codeAndVerifier(sandbox, { muid: bao.muid }), account: ha.muid }
    await expect(manager().exchange('zalopay', login)).rejects.toMatchObject({ code: 'account_mismatch' })
  })

  it('needs the name of the account only where user info is not asked for', async () => {
    const tokens = manager({ userInfo: false })
    const login = () => codeAndVerifier(sandbox)
    await expect(tokens.exchange('zalopay', login())).rejects.toMatchObject({ code: 'account_unnamed' })
    const named = { ...login(), accountName: 'customer-7' }
    expect((await tokens.exchange('zalopay', named)).id).toBe('zalopay:customer-7')
  })

  it('finds user info where it really is', async () => {
    await sandbox.close()
    sandbox = await startSandbox({ zalopay: { userInfoPath: '/v9/me' } })
    await expect(manager().exchange('zalopay', codeAndVerifier(sandbox))).rejects.toMatchObject({
      message: expect.stringContaining('endpoints.userInfo'),
    })
    const endpoints = { userInfo: `${sandbox.zalopayUrl}/v9/me` }
    expect((await manager({ endpoints }).exchange('zalopay', codeAndVerifier(sandbox))).id).toBe(idOfHa)
  })

  it('works with the other envelope, and with instants for lifetimes', async () => {
    await sandbox.close()
    sandbox = await startSandbox({ zalopay: { envelope: 'return-code', expiresInAs: 'epoch' } })
    const before = Date.now()
    const connection = await manager().exchange('zalopay', codeAndVerifier(sandbox))
    expect(connection).toMatchObject({ id: idOfHa, status: 'active' })
    const hours = (until?: Date) => Math.round(((until?.getTime() ?? 0) - before) / 3_600_000)
    expect([hours(connection.expiresAt), hours(connection.refreshExpiresAt)]).toEqual([1, 30 * 24])
  })

  it('that the user cancelled is explained', () => {
    const failure = sandbox.zalopay.getOauthV1Code({ appId, codeChallenge: 'x' }, { error: '030501' })
    expect(zalopayMiniAppError(failure)).toMatchObject({ code: '030501', cancelled: true })
  })
})
