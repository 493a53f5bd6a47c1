import { type Phrase, phrase } from '@oauth-tokens/core/phrase'

/** What a script may rely on. Those of `exec` are told by itself: 125 and above mean something else there. */
export const exitStatuses: readonly (readonly [status: number, meaning: Phrase])[] = [
  [0, phrase`done`],
  [1, phrase`unexpected`],
  [2, phrase`usage or configuration`],
  [3, phrase`no such connection or provider`],
  [4, phrase`the account owner must authorize again`],
  [5, phrase`refused by the provider, or login failed`],
  [6, phrase`provider unreachable`],
  [7, phrase`store unavailable or corrupt`],
  [8, phrase`timed out waiting for another process`],
  [130, phrase`interrupted`],
]
