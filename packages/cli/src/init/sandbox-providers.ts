import { phrase } from '@oauth-tokens/core/phrase'
import type { AdapterName } from '../adapters.ts'
import { environmentProviders } from '../config/environment-providers.ts'
import { UsageError } from '../usage-error.ts'
import type { Collecting, NewProvider } from './collecting.ts'
import { freeId } from './provider-id.ts'
import { variableOf } from './variable-of.ts'

/** Those that a newcomer meets first; `oauth-tokens sandbox` names all. */
const shown: readonly AdapterName[] = ['zalo-oa', 'zoho']

export interface SandboxProviders {
  port: number
  providers: NewProvider[]
}

/** Apps that are registered in the sandbox: nothing has to be asked. */
export async function sandboxProviders({ given, taken }: Collecting): Promise<SandboxProviders> {
  const [{ sandboxUrls }, { demoSettings }] = await Promise.all([
    import('@oauth-tokens/sandbox'),
    import('../sandbox/demo-settings.ts'),
  ])
  const port = Number(given.set('sandbox', 'port') ?? 8911)
  if (!Number.isInteger(port) || port < 1 || port > 65_535)
    throw new UsageError(phrase`--set sandbox.port: expected a port, 1 to 65535.`)
  const settings = demoSettings(sandboxUrls(`http://127.0.0.1:${port}`))
  const found = environmentProviders((name) => settings[name]).filter(({ adapter }) =>
    shown.includes(adapter),
  )
  const providers = found.map(({ adapter, values }) => {
    // Beside a real one it must be told apart.
    const id = taken.has(adapter) ? freeId(`${adapter}-sandbox`, taken) : adapter
    const variable = variableOf(id, 'clientSecret')
    const { clientSecret, ...open } = values
    return {
      adapter,
      id,
      about: [phrase`Emulated on this machine: \`${sandboxCommand(port)}\` runs it.`],
      values: { ...open, clientSecret: { env: variable } },
      variables: { [variable]: String(clientSecret) },
    }
  })
  return { port, providers }
}

export function sandboxCommand(port: number): string {
  return `oauth-tokens sandbox --port ${port}`
}
