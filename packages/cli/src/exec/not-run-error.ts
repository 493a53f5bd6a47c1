const words: Readonly<Record<string, string>> = {
  ENOENT: 'was not found: check its name, and PATH',
  EACCES: 'cannot be run: check that it is a program, and that this user may run it',
  ENOEXEC: 'cannot be run: it is no program for this machine, or lacks a line like #!/bin/sh',
  E2BIG: 'cannot be run: its arguments and environment are too long',
}

/** A program could not be started. The statuses are those of shells: 127 not found, 126 not executable; 125 is ours. */
export class NotRunError extends Error {
  override readonly name = 'NotRunError'
  readonly code: string
  readonly exitStatus: number

  constructor(program: string, reason = 'unknown') {
    super(`${program} ${words[reason] ?? `cannot be run (${reason})`}.`)
    this.exitStatus = reason === 'ENOENT' ? 127 : reason === 'EACCES' || reason === 'ENOEXEC' ? 126 : 125
    this.code = this.exitStatus === 127 ? 'command_not_found' : 'command_not_run'
  }
}
