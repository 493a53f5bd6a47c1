import type { Cipher, SealedHeader } from '../../src/index.ts'

const plain = (header: SealedHeader) =>
  JSON.stringify([header.subject, header.kind, header.lineage, header.generation])

/** Seals nothing, and takes no time to: for tests of the protocol, in which every turn must be accounted for. */
export const plainCipher: Cipher = {
  keyIds: ['plain'],
  seal: async (plaintext, header) => JSON.stringify({ header: plain(header), plaintext }),
  async open(sealed, expected) {
    const { header, plaintext } = JSON.parse(sealed) as { header: string; plaintext: string }
    if (header !== plain(expected)) throw new Error(`sealed as ${header}, opened as ${plain(expected)}`)
    return plaintext
  },
  keyIdOf: () => 'plain',
  fingerprints: (text) => [`plain.${text}`],
  fingerprint: (text) => `plain.${text}`,
  matches: (text, fingerprint) => fingerprint === `plain.${text}`,
}
