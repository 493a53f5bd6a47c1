import { type Phrase, phrase } from '@oauth-tokens/core/phrase'

/** A program could not be started. The statuses are those of shells: 127 not found, 126 not executable; 125 is ours. */
export class NotRunError extends Error {
  override readonly name = 'NotRunError'
  readonly code: string
  readonly exitStatus: number
  /** The message with its parts apart. Not enumerable. */
  declare readonly phrase: Phrase

  constructor(program: string, reason = 'unknown') {
    const message = what(program, reason)
    super(String(message))
    Object.defineProperty(this, 'phrase', { value: message })
    this.exitStatus = reason === 'ENOENT' ? 127 : reason === 'EACCES' || reason === 'ENOEXEC' ? 126 : 125
    this.code = this.exitStatus === 127 ? 'command_not_found' : 'command_not_run'
  }
}

function what(program: string, reason: string): Phrase {
  switch (reason) {
    case 'ENOENT':
      return phrase`${program} was not found: check its name, and PATH.`
    case 'EACCES':
      return phrase`${program} cannot be run: check that it is a program, and that this user may run it.`
    case 'ENOEXEC':
      return phrase`${program} cannot be run: it is no program for this machine, or lacks a line like #!/bin/sh.`
    case 'E2BIG':
      return phrase`${program} cannot be run: its arguments and environment are too long.`
    default:
      return phrase`${program} cannot be run (${reason}).`
  }
}
