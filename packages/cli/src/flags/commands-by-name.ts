import type { Command } from 'commander'
import type { CommandName } from '../command-options.ts'
import type { Language } from '../language/language.ts'
import { addCallingCommands } from './calling-commands.ts'
import { addConnectionCommands } from './connection-commands.ts'
import { addKeyCommands } from './key-commands.ts'
import { addLoginCommands } from './login-commands.ts'
import { addOtherCommands } from './other-commands.ts'
import { addProviderCommands } from './provider-commands.ts'
import type { Select } from './select.ts'
import { addSetupCommands } from './setup-commands.ts'
import { addTokenCommands } from './token-commands.ts'
import { addTransferCommands } from './transfer-commands.ts'

type AddCommands = (program: Command, select: Select, language: Language) => void
type FirstWord<Name extends string> = Name extends `${infer First} ${string}` ? First : Name

const byName: Readonly<Record<FirstWord<CommandName>, AddCommands>> = {
  init: addSetupCommands,
  doctor: addSetupCommands,
  completion: addSetupCommands,
  login: addLoginCommands,
  url: addLoginCommands,
  callback: addLoginCommands,
  token: addTokenCommands,
  refresh: addTokenCommands,
  watch: addTokenCommands,
  exec: addCallingCommands,
  request: addCallingCommands,
  list: addConnectionCommands,
  show: addConnectionCommands,
  explain: addConnectionCommands,
  revoke: addConnectionCommands,
  forget: addConnectionCommands,
  import: addTransferCommands,
  export: addTransferCommands,
  keys: addKeyCommands,
  providers: addProviderCommands,
  sandbox: addOtherCommands,
}

/** Makes the command of that name, and those beside it; undefined where there is none. */
export function commandsNamed(name: string | undefined): AddCommands | undefined {
  return name !== undefined && Object.hasOwn(byName, name) ? byName[name as keyof typeof byName] : undefined
}
