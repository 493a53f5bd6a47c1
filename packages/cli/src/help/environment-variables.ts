import { type Phrase, phrase } from '@oauth-tokens/core/phrase'

/** What the command reads from the environment; ours and the providers' also from `.env`. */
export const environmentVariables: readonly (readonly [name: string, meaning: Phrase])[] = [
  ['OAUTH_TOKENS_STORE', phrase`where tokens are kept, as --store`],
  ['OAUTH_TOKENS_KEY', phrase`encryption keys, separated by commas; the first one encrypts`],
  ['OAUTH_TOKENS_PASSPHRASE', phrase`passphrase of exports`],
  ['OAUTH_TOKENS_CONFIG', phrase`configuration file, as --config`],
  ['OAUTH_TOKENS_LANG', phrase`language of messages, as --lang`],
  [
    'ZALO_OA_CLIENT_ID, …',
    phrase`a provider's settings where there is no configuration file; "oauth-tokens sandbox" shows all of them`,
  ],
  ['NO_COLOR, CI', phrase`no colours; in CI no progress bars either`],
  ['HTTPS_PROXY, NO_PROXY', phrase`proxy for calls to providers, and hosts to call without one`],
  ['NODE_EXTRA_CA_CERTS', phrase`file with further certificate authorities to trust`],
]
