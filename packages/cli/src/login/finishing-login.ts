import { phrase } from '@oauth-tokens/core/phrase'

/** What somebody is told who stops the command while a code is being spent. */
export const finishingLogin = phrase`finishing the login (≤ 20 s); again to abandon it: its tokens may be lost`
