/** Bytes of a file that import reads and export writes: some fifty thousand connections. */
export const largestTransfer = 64 * 1024 ** 2

/** Characters of JSON of the rest of a provider's answer. It is written again at every refresh: no place for whole files. */
export const longestRaw = 65_536
