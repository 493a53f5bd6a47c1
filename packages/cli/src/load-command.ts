import type { Command } from './command.ts'
import type { CommandName, CommandOptions } from './command-options.ts'

/** Each command is loaded when it is called: `--version` and `token` do not pay for the others. */
const loaders: { [Name in CommandName]: () => Promise<Command<CommandOptions[Name]>> } = {
  init: async () => (await import('./commands/init.ts')).init,
  login: async () => (await import('./commands/login.ts')).login,
  url: async () => (await import('./commands/url.ts')).url,
  callback: async () => (await import('./commands/callback.ts')).callback,
  token: async () => (await import('./commands/token.ts')).token,
  exec: async () => (await import('./commands/exec.ts')).exec,
  request: async () => (await import('./commands/request.ts')).request,
  list: async () => (await import('./commands/list.ts')).list,
  show: async () => (await import('./commands/show.ts')).show,
  explain: async () => (await import('./commands/explain.ts')).explain,
  refresh: async () => (await import('./commands/refresh.ts')).refresh,
  revoke: async () => (await import('./commands/revoke.ts')).revoke,
  forget: async () => (await import('./commands/forget.ts')).forget,
  import: async () => (await import('./commands/import.ts')).importTokens,
  export: async () => (await import('./commands/export.ts')).exportTokens,
  watch: async () => (await import('./commands/watch.ts')).watch,
  'keys generate': async () => (await import('./commands/keys-generate.ts')).keysGenerate,
  'keys list': async () => (await import('./commands/keys-list.ts')).keysList,
  'keys rotate': async () => (await import('./commands/keys-rotate.ts')).keysRotate,
  doctor: async () => (await import('./commands/doctor.ts')).doctor,
  completion: async () => (await import('./commands/completion.ts')).completion,
  'providers list': async () => (await import('./commands/providers-list.ts')).providersList,
  'providers test': async () => (await import('./commands/providers-test.ts')).providersTest,
  sandbox: async () => (await import('./commands/sandbox.ts')).sandbox,
}

export function loadCommand<Name extends CommandName>(name: Name): Promise<Command<CommandOptions[Name]>> {
  return loaders[name]()
}
