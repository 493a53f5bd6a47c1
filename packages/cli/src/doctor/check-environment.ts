import { accessSync, constants } from 'node:fs'
import { type Phrase, phrase } from '@oauth-tokens/core/phrase'
import type { CommandContext } from '../command.ts'
import { closest } from '../config/closest.ts'
import { environmentVariables } from '../help/environment-variables.ts'
import { languages } from '../language/language.ts'
import type { Finding } from './finding.ts'

const known = environmentVariables.map(([name]) => name).filter((name) => name.startsWith('OAUTH_TOKENS_'))
const proxies = ['HTTPS_PROXY', 'HTTP_PROXY', 'NO_PROXY', 'NODE_EXTRA_CA_CERTS']

/** Variables that count, by name only: values may be secrets. */
export function checkEnvironment({ env, language }: CommandContext): Finding[] {
  const isSet = (name: string) => Boolean(env[name] || env[name.toLowerCase()])
  const named = [...known, ...proxies].filter(isSet)
  const { node } = process.versions
  return [
    {
      area: 'environment',
      level: 'ok',
      detail:
        named.length > 0
          ? phrase`Node.js ${node}; language ${language.code}; set: ${named.join(', ')}.`
          : phrase`Node.js ${node}; language ${language.code}; none of our variables is set.`,
    },
    ...(isSupported(node)
      ? []
      : [
          warning(
            phrase`Node.js ${node} is not one that this was tested with.`,
            phrase`Use Node.js 20.19, 22.13, 24 or a later one of these.`,
          ),
        ]),
    ...Object.keys(env).flatMap(unread),
    ...wrongLanguage(env.OAUTH_TOKENS_LANG),
    ...wrongAuthorities(env.NODE_EXTRA_CA_CERTS),
    ...(env.NODE_TLS_REJECT_UNAUTHORIZED === '0'
      ? [
          warning(
            phrase`NODE_TLS_REJECT_UNAUTHORIZED=0: anybody on the way can pose as a provider, and take the tokens.`,
            phrase`Unset it; NODE_EXTRA_CA_CERTS adds an authority of your own.`,
          ),
        ]
      : []),
  ]
}

function unread(name: string): Finding[] {
  if (!name.startsWith('OAUTH_TOKENS_') || known.includes(name)) return []
  const meant = closest(name, known)
  return [
    warning(
      phrase`${name} is set, and nothing reads it.`,
      meant ? phrase`Did you mean ${meant}?` : phrase`Known are ${known.join(', ')}.`,
    ),
  ]
}

function wrongLanguage(code: string | undefined): Finding[] {
  if (!code || languages.some((language) => language === code.toLowerCase())) return []
  return [
    warning(
      phrase`OAUTH_TOKENS_LANG names a language that does not exist here.`,
      phrase`Known are ${languages.join(', ')}.`,
    ),
  ]
}

/** Node only says so once, in a line that nobody notices, and then trusts fewer than it should. */
function wrongAuthorities(path: string | undefined): Finding[] {
  if (!path) return []
  try {
    accessSync(path, constants.R_OK)
    return []
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    return [
      warning(
        phrase`NODE_EXTRA_CA_CERTS names ${path}, which cannot be read (${code}): its authorities are not trusted.`,
        phrase`Name the right file, or unset it.`,
      ),
    ]
  }
}

/** As "engines" of the package says it. */
function isSupported(version: string): boolean {
  const [major = 0, minor = 0] = version.split('.').map(Number)
  return major >= 24 || (major === 20 && minor >= 19) || (major === 22 && minor >= 13)
}

function warning(detail: Phrase, advice: Phrase): Finding {
  return { area: 'environment', level: 'warning', detail, advice }
}
