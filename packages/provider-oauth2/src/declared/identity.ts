import type { IdentityReader, OAuthProviderDefinition } from '@oauth-tokens/core'
import { phrase } from '@oauth-tokens/core/phrase'
import type { DeclaredAccount, ProviderDeclaration } from './declaration.ts'
import { errorWord } from './error-meanings.ts'
import { textAt } from './field-path.ts'

const usual: DeclaredAccount = { field: 'sub', label: ['email', 'name', 'preferred_username'] }

/** Whose a token is: by the user info, or by what came with the token. */
export function identification(
  declaration: ProviderDeclaration,
): Pick<OAuthProviderDefinition, 'identify' | 'identityFrom'> {
  const { endpoints, account = endpoints.userInfo === undefined ? false : usual } = declaration
  if (account === false) return {}
  const place = account.in ?? (endpoints.userInfo === undefined ? 'token' : 'userInfo')
  if (place === 'userInfo') return { identify: userInfoReader(declaration, account) }
  return { identityFrom: ({ raw }) => identityIn(raw, account) ?? 'ask' }
}

function userInfoReader({ fields, errors }: ProviderDeclaration, account: DeclaredAccount): IdentityReader {
  return ({ status, json }) => {
    const word = errorWord(json, fields?.error ?? 'error', errors)
    const text = textAt(json, fields?.errorDescription ?? ['error_description', 'message'])
    const told = { code: word ?? `http_${status}`, ...(word && text && { text }) }
    if (word !== undefined && errors?.slowDown?.map(String).includes(word))
      return { kind: 'throttled', ...told }
    const dead = word !== undefined && errors?.deadToken?.map(String).includes(word)
    if (dead || status === 401) return { kind: 'token-refused', ...told }
    if (status !== 200 || word !== undefined) return { kind: 'unavailable', ...told }
    if (json === undefined) return { kind: 'unavailable', code: 'not_json' }
    const identity = identityIn(json, account)
    if (identity) return { kind: 'identified', ...identity }
    const advice = phrase`The user info has no ${[account.field].flat().join(', ')}: set account.field to a field of it, or account to false.`
    return { kind: 'unavailable', code: 'no_account', advice }
  }
}

function identityIn(
  json: unknown,
  { field, label }: DeclaredAccount,
): { account: string; label?: string } | undefined {
  const account = textAt(json, field)
  const name = label === undefined ? undefined : textAt(json, label)
  return account === undefined ? undefined : { account, ...(name !== undefined && { label: name }) }
}
