import { expect, it } from 'vitest'
import { generateKey, jweCipher } from '../../src/index.ts'
import {
  decodeRecord,
  encodeRecord,
  encodeTombstone,
  readFacts,
  sealedPart,
  type TokenRecord,
} from '../../src/tokens/token-record.ts'
import { plainCipher } from '../support/plain-cipher.ts'
import { tokenRecord } from '../support/records.ts'

const compact = jweCipher([generateKey()])
/** Seals to a text full of what JSON escapes. */
const awkward = { ...plainCipher, seal: async (text: string) => text, open: async (text: string) => text }
const labels = ['plain', ',"sealed":"', '\\",\\"sealed\\":\\"', 'a"}', 'Nguyễn 👍', '\u0000\n']

const labelled = (label: string): TokenRecord => {
  const made = tokenRecord()
  return { facts: { ...made.facts, label }, secrets: { ...made.secrets, raw: { note: label } } }
}

it.each([
  ['a compact cipher', compact],
  ['a cipher of another alphabet', awkward],
])('reads what it wrote, whatever a label says, with %s', async (_name, cipher) => {
  for (const label of labels) {
    const made = labelled(label)
    const stored = await encodeRecord(made, cipher)
    const { facts, secrets } = await decodeRecord(stored, cipher, made.facts.connection)
    expect([facts.label, secrets]).toEqual([label, made.secrets])
    expect(readFacts(stored)).toEqual(JSON.parse(stored).facts)
    expect(sealedPart(stored)).toBe(JSON.parse(stored).sealed)
  }
})

it('reads a record that somebody formatted, or that a newer version wrote with more in it', async () => {
  const stored = await encodeRecord(labelled('plain'), compact)
  const { v, facts, sealed } = JSON.parse(stored)
  for (const text of [
    JSON.stringify({ v, facts, sealed }, null, 2),
    JSON.stringify({ sealed, facts, v }),
    JSON.stringify({ v, facts, sealed, later: 'x' }),
    JSON.stringify({ v, facts, sealed, later: { sealed: 'x' } }),
  ])
    expect([readFacts(text), sealedPart(text)]).toEqual([facts, sealed])
})

it('has nothing sealed in a tombstone, and takes a cut-off record for no record', async () => {
  const { connection, lineage, generation } = tokenRecord().facts
  expect(sealedPart(encodeTombstone({ connection, lineage, generation, forgottenAt: 1 }))).toBeUndefined()
  const stored = await encodeRecord(tokenRecord(), compact)
  for (const text of [
    stored.slice(0, -1),
    stored.slice(1),
    `${stored.slice(0, 40)}","sealed":"x"}`,
    ',"sealed":"x"}',
  ])
    expect(() => readFacts(text)).toThrow(expect.objectContaining({ code: 'corrupt_record' }))
})
