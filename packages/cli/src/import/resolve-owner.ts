import type { ImportedTokens } from '@oauth-tokens/core'
import { phrase } from '@oauth-tokens/core/phrase'
import type { Settings } from '../config/settings.ts'
import type { FoundTokens } from './found-tokens.ts'
import { importProblem } from './import-problem.ts'

/** What the flags say about tokens whose file does not. */
export interface ImportDefaults {
  provider?: string
  account?: string
  issuedAt?: Date
  /** The provider will be asked, so that another program's name for an account is not needed. */
  check?: boolean
}

type Providers = Pick<Settings, 'providers'>

/** Says of each entry whose it is: by the file, else a flag, else a guess. @throws UsageError */
export function resolveOwner(
  found: FoundTokens,
  defaults: ImportDefaults,
  settings: Providers,
): ImportedTokens {
  const { where, tokens, guess } = found
  const own = (name: 'provider' | 'account') => {
    if (found[name] !== undefined && defaults[name] !== undefined && found[name] !== defaults[name])
      throw importProblem(where, phrase`its ${name} is not that of --${name}`)
    return found[name] ?? defaults[name]
  }
  const provider = own('provider') ?? guessedProvider(found, settings)
  if (provider === undefined)
    throw importProblem(where, phrase`it does not say whose tokens they are; add --provider`)
  const account = own('account') ?? (defaults.check ? undefined : guess?.account)
  if (account === undefined && !defaults.check)
    throw importProblem(where, phrase`it does not say whose tokens they are; add --account`)
  const issuedAt = defaults.issuedAt ?? tokens.issuedAt
  return {
    ...tokens,
    provider,
    ...(account !== undefined && { account }),
    ...(issuedAt && { issuedAt }),
  }
}

/** Of several groups of variables those that `--provider` means, where any of them names it. */
export function pickedByProvider(
  found: readonly FoundTokens[],
  provider: string | undefined,
): readonly FoundTokens[] {
  if (provider === undefined) return found
  const meant = found.filter(({ guess }) => guess?.providers?.includes(provider))
  return meant.length > 0 ? meant : found
}

function guessedProvider({ guess }: FoundTokens, { providers }: Providers): string | undefined {
  const named = guess?.providers?.find((id) => providers.some((provider) => provider.id === id))
  if (named !== undefined) return named
  const ofAdapter = providers.filter(({ adapter }) => adapter === guess?.adapter)
  return ofAdapter.length === 1 ? ofAdapter[0]?.id : undefined
}
