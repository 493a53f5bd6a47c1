import type { Settings } from '../config/settings.ts'

type Environment = Readonly<Record<string, string | undefined>>

/** Those of the built-in adapters, also of ones that are not in use. */
const ofProviders = /_CLIENT_SECRET$|^ZALO_OA_VIA_[A-Z]+_API_KEY$/i

/** The environment for somebody else's program: a token is all that it gets of what is kept here. */
export function withoutOwnSecrets(
  env: Environment,
  { namedVariables }: Pick<Settings, 'namedVariables'>,
): Environment {
  const isOurs = (name: string, value = '') =>
    name === 'OAUTH_TOKENS_KEY' ||
    name === 'OAUTH_TOKENS_PASSPHRASE' ||
    ofProviders.test(name) ||
    namedVariables.has(name) ||
    (name === 'OAUTH_TOKENS_STORE' && hasPassword(value))
  return Object.fromEntries(Object.entries(env).filter(([name, value]) => !isOurs(name, value)))
}

/** Also what cannot be read counts: a password may be why. */
function hasPassword(store: string): boolean {
  if (!store.includes('://')) return false
  if (!URL.canParse(store)) return true
  const { password, searchParams } = new URL(store)
  return password !== '' || searchParams.has('password')
}
