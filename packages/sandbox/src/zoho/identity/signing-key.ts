import { generateKeyPairSync, type JsonWebKey, type KeyObject, sign } from 'node:crypto'

/** The RSA key of the id tokens: made at its first use, as that takes a while. */
export class SigningKey {
  readonly id = 'sandbox-1'
  #pair: { publicKey: KeyObject; privateKey: KeyObject } | undefined

  /** A JWT by RS256. */
  sign(claims: Record<string, unknown>): string {
    const header = { alg: 'RS256', typ: 'JWT', kid: this.id }
    const encode = (part: unknown) => Buffer.from(JSON.stringify(part)).toString('base64url')
    const signed = `${encode(header)}.${encode(claims)}`
    return `${signed}.${sign('sha256', Buffer.from(signed), this.#keys().privateKey).toString('base64url')}`
  }

  publicJwk(): JsonWebKey {
    return { ...this.#keys().publicKey.export({ format: 'jwk' }), use: 'sig', alg: 'RS256', kid: this.id }
  }

  #keys() {
    this.#pair ??= generateKeyPairSync('rsa', { modulusLength: 2048 })
    return this.#pair
  }
}
