import type { Keyv } from 'keyv'
import { ConfigurationError } from '../../errors.ts'
import { phrase } from '../../phrase.ts'

/** Makes a Keyv, and its adapter where it can, throw instead of answering that nothing is there. */
export function makeStrict(keyv: Keyv): void {
  if (!('throwOnErrors' in keyv)) {
    throw new ConfigurationError(
      phrase`This Keyv answers "not there" when its backing store fails. Pass an instance of keyv 5.6, which can throw instead (keyv 6 cannot): npm install keyv@5.6.0`,
      { code: 'unsupported_keyv' },
    )
  }
  keyv.throwOnErrors = true
  const adapter: Record<string, unknown> = keyv.store
  for (const setting of ['throwOnErrors', 'throwOnConnectError']) {
    if (setting in adapter) adapter[setting] = true
  }
}
