/** What a sealed record says of itself; authenticated, and checked on opening. */
export interface SealedHeader {
  /** Connection id, or the key of a record that has no connection yet. */
  subject: string
  kind: 'tokens' | 'authorization'
  lineage?: string
  generation?: number
}

/** Encrypts records at rest. */
export interface Cipher {
  /** Ids of all keys that can open, the sealing key first. */
  readonly keyIds: readonly string[]
  /** It seals to letters, digits, - _ and dots alone, as a compact JWE: to nothing that JSON would escape. */
  readonly compact?: true
  seal(plaintext: string, header: SealedHeader): Promise<string>
  /**
   * @throws ConfigurationError `unknown_key` when sealed with a key that is not in the ring,
   * StoreUnavailableError `corrupt_record` when it is not what `expected` says or does not authenticate.
   */
  open(sealed: string, expected: SealedHeader): Promise<string>
  /** The id of the key that sealed it, read without opening; undefined where that cannot be told. */
  keyIdOf(sealed: string): string | undefined
  /** A keyed digest, after the id of its key and a dot: tells whether two texts are equal without keeping either. */
  fingerprint(text: string): string
  /** The digest by each key of the ring, in its order: for finding what was noted before the keys moved. */
  fingerprints(text: string): string[]
  /** Whether `fingerprint` was made of `text` by any key of the ring. */
  matches(text: string, fingerprint: string): boolean
}
