import { type Phrase, phrase } from '@oauth-tokens/core/phrase'
import { UsageError } from '../usage-error.ts'
import { looksSecret } from './looks-secret.ts'

/** The address to call. @throws UsageError that never repeats what is in its query */
export function readTarget(text: string): URL {
  if (!URL.canParse(text)) {
    throw new UsageError(
      phrase`The address is no absolute URL: expected something like https://api.example.com/path.`,
      {
        code: 'invalid_url',
      },
    )
  }
  const url = new URL(text)
  if (url.username !== '' || url.password !== '') throw secretIn(phrase`a user name or password`)
  const parameters = [...url.searchParams, ...new URLSearchParams(url.hash.slice(1))]
  const secret = parameters.find(([name, value]) => looksSecret(name, value))
  if (secret) throw secretIn(phrase`a parameter`)
  return url
}

function secretIn(what: Phrase): UsageError {
  return new UsageError(
    phrase`The address has ${what} that looks like a credential, and what stands in argv is seen by others. The access token is added by itself; anything else can be a header: --header NAME:@FILE.`,
    { code: 'secret_in_argv' },
  )
}
