/** Changes that were told while something was being read: what was read may be old already. */
export interface Overheard {
  /** `mark`: of the text that was stored, where it is known. */
  note(connection: string, mark?: string): void
  forget(connection: string): void
  /** Forgets what was told, and answers whether it was anything but the text that `mark` is of. */
  takeOther(connection: string, mark: string | undefined): boolean
}

export function overheard(): Overheard {
  /** Undefined: not one and the same text, or not known which. */
  const told = new Map<string, string | undefined>()
  return {
    note(connection, mark) {
      const same = !told.has(connection) || told.get(connection) === mark
      told.set(connection, same ? mark : undefined)
    },
    forget(connection) {
      told.delete(connection)
    },
    takeOther(connection, mark) {
      const stored = told.get(connection)
      return told.delete(connection) && (stored === undefined || stored !== mark)
    },
  }
}
