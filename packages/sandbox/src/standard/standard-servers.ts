import type { SandboxClock } from '../clock.ts'
import type { EmulatedServer } from '../emulated-server.ts'
import { lazada } from '../lazada/lazada.ts'
import type { StandardApp, StandardOptions } from './options.ts'
import { type InCode, inCode, type StandardServerName, type StandardServerUrls } from './server-names.ts'
import type { ServerSpec } from './server-spec.ts'
import type { StandardEmulator } from './standard-emulator.ts'
import { createStandardServer } from './standard-server.ts'

const specs: Record<StandardServerName, ServerSpec> = { lazada }

const all: readonly ServerSpec[] = Object.values(specs)

/** By the name of their server: the apps that are registered where nobody gives others. */
export const standardDemoApps = Object.fromEntries(
  all.map(({ name, demoApp }) => [name, demoApp]),
) as Readonly<Record<StandardServerName, StandardApp>>

/** The servers of a sandbox: where each is, and the app that is registered there. */
export function standardServersAt(
  urls: StandardServerUrls,
): { name: StandardServerName; url: string; app: StandardApp }[] {
  const at: Readonly<Record<string, string>> = { ...urls }
  return all.map(({ name, demoApp }) => ({ name, url: at[`${inCode(name)}Url`] ?? '', app: demoApp }))
}

export type StandardServerOptions = { [Name in StandardServerName as InCode<Name>]?: StandardOptions } & {
  /** For each of them that has none of its own. */
  standardServers?: StandardOptions
}

export type StandardEmulators = { readonly [Name in StandardServerName as InCode<Name>]: StandardEmulator }

export function createStandardServers(
  clock: SandboxClock,
  options: StandardServerOptions,
): { emulators: StandardEmulators; servers: EmulatedServer<StandardEmulator>[] } {
  const given: Readonly<Record<string, StandardOptions | undefined>> = { ...options }
  const created = all.map((spec) => {
    const name = inCode(spec.name)
    return { name, server: createStandardServer(spec, clock, given[name] ?? options.standardServers) }
  })
  const emulators = Object.fromEntries(created.map(({ name, server }) => [name, server.emulator]))
  return { emulators: emulators as StandardEmulators, servers: created.map(({ server }) => server) }
}
