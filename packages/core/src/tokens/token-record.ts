import type { Cipher } from '../cipher/cipher.ts'
import { StoreUnavailableError } from '../errors.ts'
import { type Phrase, phrase } from '../phrase.ts'

/** What is known of a token set without its tokens: stored in clear, for listing and scheduling. Times: epoch ms. */
export interface TokenFacts {
  connection: string
  provider: string
  account: string
  lineage: string
  generation: number
  label?: string
  scopes: string[]
  params: Record<string, string>
  issuedAt: number
  expiresAt?: number
  refreshExpiresAt?: number
  /** Whether new tokens can be had without anybody: there is a refresh token, or the client's own credentials. */
  refreshable: boolean
  /** A gateway keeps the tokens: `refreshExpiresAt` is the end of its grant. */
  external?: true
  assumed: string[]
  /** Keyed digest of the refresh token. */
  grant?: string
  /** Those of the last refresh tokens before it, so that an old backup is not taken for a good one. */
  spent?: string[]
  createdAt: number
  updatedAt: number
}

/** Sealed: everything that redeeming needs, so that nobody who edits the clear part can redirect a token. */
export interface TokenSecrets {
  clientId: string
  accessToken: string
  tokenType: string
  refreshToken?: string
  /** The grant is asked for again with the client's own credentials. */
  clientCredentials?: true
  params: Record<string, string>
  raw: Record<string, unknown>
  /** A set that another login or import overtook: tried once before the connection is declared dead. */
  spare?: TokenRecord
}

export interface TokenRecord {
  facts: TokenFacts
  secrets: TokenSecrets
}

/** What `forget` leaves, so that a late answer of that lineage is never stored. */
export interface Tombstone {
  connection: string
  lineage: string
  generation: number
  forgottenAt: number
}

interface Stored {
  v: 1
  facts?: TokenFacts
  sealed?: string
  tombstone?: Tombstone
}

/** No text within a record can hold it: its quotation marks would be escaped. */
const beforeSealed = ',"sealed":"'

/** How many refresh tokens are remembered. */
const remembered = 20

export async function encodeRecord(record: TokenRecord, cipher: Cipher): Promise<string> {
  const { secrets } = record
  const facts = withGrant(record, cipher)
  const sealed = await cipher.seal(JSON.stringify(secrets), {
    subject: facts.connection,
    kind: 'tokens',
    lineage: facts.lineage,
    generation: facts.generation,
  })
  // The sealed part is most of the text, and a compact one holds nothing that JSON would escape.
  const last = cipher.compact ? `"${sealed}"` : JSON.stringify(sealed)
  return `{"v":1,"facts":${JSON.stringify(facts)}${beforeSealed.slice(0, -1)}${last}}`
}

/** Notes which refresh token is the present one, and that the one before it is spent. */
function withGrant({ facts, secrets }: TokenRecord, cipher: Cipher): TokenFacts {
  const { grant, spent = [] } = facts
  const { refreshToken } = secrets
  const made = refreshToken === undefined ? undefined : cipher.fingerprint(refreshToken)
  // Sealed anew, or kept by an answer that had none: the very same token, whichever key made the digest.
  if (grant !== undefined && refreshToken !== undefined && made !== undefined) {
    if (keyOf(made) === keyOf(grant) ? made === grant : cipher.matches(refreshToken, grant)) return facts
  }
  const before = grant === undefined ? spent : [...spent, grant].slice(-remembered)
  const noted = { ...facts }
  if (made !== undefined) noted.grant = made
  else delete noted.grant
  if (before.length > 0) noted.spent = before
  return noted
}

/** The id of the key that made a fingerprint stands before it. */
function keyOf(fingerprint: string): string {
  return fingerprint.slice(0, fingerprint.indexOf('.'))
}

export function encodeTombstone(tombstone: Tombstone): string {
  return JSON.stringify({ v: 1, tombstone } satisfies Stored)
}

/** Reads the clear part. @throws StoreUnavailableError `corrupt_record` when it is not a record of ours. */
export function readFacts(stored: string, connection?: string): TokenFacts | Tombstone {
  const { facts, tombstone } = parse(stored, connection)
  if (tombstone) return tombstone
  if (!facts) throw corrupt(phrase`it has no facts`, connection)
  return facts
}

/** The sealed part, as it is; undefined for a tombstone. */
export function sealedPart(stored: string, connection?: string): string | undefined {
  return parse(stored, connection).sealed
}

export function isTombstone(facts: TokenFacts | Tombstone): facts is Tombstone {
  return 'forgottenAt' in facts
}

/** Opens a record that is no tombstone. @throws ConfigurationError `unknown_key`, StoreUnavailableError `corrupt_record`. */
export async function decodeRecord(stored: string, cipher: Cipher, connection: string): Promise<TokenRecord> {
  return opened(parse(stored, connection), cipher, connection)
}

/** The same, and undefined for a tombstone. */
export async function openRecord(
  stored: string,
  cipher: Cipher,
  connection: string,
): Promise<TokenRecord | undefined> {
  const parsed = parse(stored, connection)
  return parsed.tombstone ? undefined : opened(parsed, cipher, connection)
}

async function opened({ facts, sealed }: Stored, cipher: Cipher, connection: string): Promise<TokenRecord> {
  if (!facts || sealed === undefined) throw corrupt(phrase`it has no sealed part`, connection)
  // A whole record authenticates wherever it lies: it counts only where it belongs.
  if (facts.connection !== connection) throw corrupt(phrase`it belongs to another connection`, connection)
  const plaintext = await cipher.open(sealed, {
    subject: facts.connection,
    kind: 'tokens',
    lineage: facts.lineage,
    generation: facts.generation,
  })
  return { facts, secrets: JSON.parse(plaintext) as TokenSecrets }
}

function parse(stored: string, connection?: string): Stored {
  let value: Stored
  try {
    value = parts(stored) ?? (JSON.parse(stored) as Stored)
  } catch {
    throw corrupt(phrase`it is not JSON`, connection)
  }
  if (value?.v !== 1) throw corrupt(phrase`it is not of format 1`, connection)
  const { facts } = value
  if (facts && (typeof facts.connection !== 'string' || typeof facts.generation !== 'number')) {
    throw corrupt(phrase`its facts are incomplete`, connection)
  }
  return value
}

/** Cuts the sealed part out as it is, where it stands last and nothing in it is escaped, and parses only the rest. */
function parts(stored: string): Stored | undefined {
  const cut = stored.lastIndexOf(beforeSealed)
  if (cut === -1 || !stored.endsWith('"}')) return undefined
  const sealed = stored.slice(cut + beforeSealed.length, -2)
  if (sealed.includes('\\') || sealed.includes('"')) return undefined
  const value = JSON.parse(`${stored.slice(0, cut)}}`) as Stored
  value.sealed = sealed
  return value
}

function corrupt(why: Phrase, connection: string | undefined): StoreUnavailableError {
  return new StoreUnavailableError(
    connection === undefined
      ? phrase`A tokens record in the store cannot be read: ${why}. Nothing was changed. Restore the store from a backup, or forget that connection and log in again.`
      : phrase`The tokens record of ${connection} in the store cannot be read: ${why}. Nothing was changed. Restore the store from a backup, or run \`oauth-tokens forget ${connection}\` and log in again.`,
    { code: 'corrupt_record', ...(connection !== undefined && { connection }) },
  )
}
