import { createServer } from 'node:net'
import { phrase } from '@oauth-tokens/core/phrase'
import { loadProvider } from '../config/load-provider.ts'
import type { Settings } from '../config/settings.ts'
import { listenAddresses, loopbackRedirect } from '../login/loopback-redirect.ts'
import type { Finding } from './finding.ts'

/** Whether `login` could listen where the providers send the browser. One after the other: they may share an address. */
export async function checkRedirects(settings: Settings): Promise<Finding[]> {
  const findings: Finding[] = []
  for (const provider of settings.providers) {
    const redirect = await redirectOf(settings, provider)
    const code = redirect && (await refusalOf(redirect))
    if (!redirect || code === undefined) continue
    findings.push({
      area: 'provider',
      level: 'warning',
      provider: provider.id,
      detail: phrase`Nothing can listen on ${redirect.host} now (${code}), where its logins end.`,
      advice: phrase`End what listens there, or log in with: oauth-tokens login ${provider.id} --paste`,
    })
  }
  return findings
}

/** What else is wrong with a provider is told by its own check. */
async function redirectOf(
  settings: Settings,
  provider: Settings['providers'][number],
): Promise<URL | undefined> {
  try {
    return loopbackRedirect((await loadProvider(settings, provider)).redirectUri)
  } catch {
    return undefined
  }
}

function refusalOf(redirect: URL): Promise<string | undefined> {
  const [host] = listenAddresses(redirect)
  const server = createServer()
  return new Promise((resolve) => {
    server.once('error', (error: NodeJS.ErrnoException) => resolve(error.code))
    server.listen({ host, port: Number(redirect.port || 80), exclusive: true }, () =>
      server.close(() => resolve(undefined)),
    )
  })
}
