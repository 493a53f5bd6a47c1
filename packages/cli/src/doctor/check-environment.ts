import type { CommandContext } from '../command.ts'
import { closest } from '../config/closest.ts'
import type { Finding } from './finding.ts'

const known = ['STORE', 'KEY', 'CONFIG', 'LANG'].map((name) => `OAUTH_TOKENS_${name}`)
const proxies = ['HTTPS_PROXY', 'HTTP_PROXY', 'NO_PROXY', 'NODE_EXTRA_CA_CERTS']

/** Variables that count, by name only: values may be secrets. */
export function checkEnvironment({ env }: CommandContext): Finding[] {
  const isSet = (name: string) => Boolean(env[name] || env[name.toLowerCase()])
  const named = [...known, ...proxies].filter(isSet)
  const findings: Finding[] = [
    {
      area: 'environment',
      level: 'ok',
      detail: `Node.js ${process.versions.node}; set: ${named.join(', ') || 'none of our variables'}.`,
    },
  ]
  for (const name of Object.keys(env).filter((name) => name.startsWith('OAUTH_TOKENS_'))) {
    if (known.includes(name)) continue
    const meant = closest(name, known)
    findings.push({
      area: 'environment',
      level: 'warning',
      detail: `${name} is set, and nothing reads it.`,
      advice: meant ? `Did you mean ${meant}?` : `Known are ${known.join(', ')}.`,
    })
  }
  if (env.NODE_TLS_REJECT_UNAUTHORIZED === '0') {
    findings.push({
      area: 'environment',
      level: 'warning',
      detail:
        'NODE_TLS_REJECT_UNAUTHORIZED=0: anybody on the way can pose as a provider, and take the tokens.',
      advice: 'Unset it; NODE_EXTRA_CA_CERTS adds an authority of your own.',
    })
  }
  return findings
}
