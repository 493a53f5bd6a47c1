import type { AuthorizedFetch } from './fetch/authorized-fetch.ts'
import type { KeysInUseOptions, KeyUse } from './keys/keys-in-use.ts'
import type { KeyRotation, RotationOptions } from './keys/rotate-keys.ts'
import type { Logins } from './login/logins.ts'
import type { ManagerParts } from './manager-parts.ts'
import type { StoreCheck } from './self-test/store-check.ts'

/** What few processes need, some of which live for one token: loaded by the first who does. */
export interface Rooms {
  logins(): Promise<Logins>
  fetch(): Promise<AuthorizedFetch>
  checkStore(): Promise<StoreCheck[]>
  keysInUse(options: KeysInUseOptions | undefined): Promise<KeyUse[]>
  rotateKeys(options: RotationOptions | undefined): Promise<KeyRotation>
}

/** What the rooms need of the manager itself. */
interface RoomPorts {
  /** What a login replaced is not handed out any more. */
  replaced(connection: string): void
  /** `close` waits for it, whatever becomes of its caller. */
  background<Result>(work: Promise<Result>): Promise<Result>
  accessToken(connection: string, options: { rejected?: string; signal?: AbortSignal }): Promise<string>
}

export function rooms(parts: ManagerParts, ports: RoomPorts): Rooms {
  let logins: Promise<Logins> | undefined
  let fetch: Promise<AuthorizedFetch> | undefined
  return {
    logins() {
      logins ??= import('./login/logins.ts').then((room) => room.logins({ ...parts, ...ports }))
      return logins
    },
    fetch() {
      fetch ??= import('./fetch/authorized-fetch.ts').then((room) =>
        room.authorizedFetch({ ...parts, ...ports, clock: parts.context.clock }),
      )
      return fetch
    },
    async checkStore() {
      const { checkStore } = await import('./self-test/check-store.ts')
      return checkStore({ ...parts, ...parts.context })
    },
    async keysInUse(options) {
      const { keysInUse } = await import('./keys/keys-in-use.ts')
      return keysInUse(parts.context, options)
    },
    async rotateKeys(options) {
      const { rotateKeys } = await import('./keys/rotate-keys.ts')
      return rotateKeys(parts.context, options)
    },
  }
}
