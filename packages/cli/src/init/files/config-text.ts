import { type Phrase, phrase, type Said } from '@oauth-tokens/core/phrase'
import type { NewProvider } from '../collecting.ts'
import { guideOf } from '../guides/guide-of.ts'
import { literal } from './literal.ts'

export interface ConfigParts {
  /** Absent: the default, or `.env` says it. */
  store?: string | undefined
  encryptionKeys?: readonly string[] | undefined
  providers: readonly NewProvider[]
}

/** A configuration that explains itself, as JavaScript or TypeScript. Nothing is imported: it works wherever the command does. */
export function configText(
  { store, encryptionKeys, providers }: ConfigParts,
  { typescript, say }: { typescript: boolean; say(said: Said): string },
): string {
  const type = `import('@oauth-tokens/cli').Config`
  const comment = (said: Phrase) => `  // ${say(said)}`
  const lines = [
    `// ${say(phrase`Settings of oauth-tokens; \`oauth-tokens doctor\` checks them.`)}`,
    `// ${say(phrase`Secrets stand in .env beside this file, which must never be committed.`)}`,
    ...(typescript ? [] : [`/** @type {${type}} */`]),
    'export default {',
    comment(phrase`Where tokens are kept, encrypted: file:DIR, redis://… or postgres://…`),
    ...(store === undefined
      ? [comment(phrase`OAUTH_TOKENS_STORE in .env says where; without it, the data directory of this user.`)]
      : [`  store: ${literal(store)},`]),
    '',
    comment(phrase`The key that encrypts them: OAUTH_TOKENS_KEY in .env, else what stands here,`),
    comment(
      phrase`else a file of this user that is made by itself. "keyring:NAME" is one in the system's keyring.`,
    ),
    encryptionKeys
      ? `  encryptionKeys: ${literal(encryptionKeys)},`
      : `  // encryptionKeys: ['keyring:default'],`,
    '',
    '  providers: [',
    ...providers.map((provider) => providerText(provider, { say, indent: '    ' })),
    '  ],',
    '',
    comment(phrase`Who is told when an owner must consent again: a program, which gets JSON on its stdin.`),
    `  // notify: { command: ['notify-send'] },`,
    typescript ? `} satisfies ${type}` : '}',
  ]
  return `${lines.join('\n')}\n`
}

/** One entry of `providers`, with its comma. As JSON it has no comments. */
export function providerText(
  { adapter, id, values, about }: NewProvider,
  { say, indent, json = false }: { say(said: Said): string; indent: string; json?: boolean },
): string {
  const { title, console } = guideOf(adapter)
  const comments = json ? [] : [title, ...(about ?? console)].map((said) => `  // ${say(said)}`)
  const entries = Object.entries({ adapter, id, ...values })
  const fields = entries.map(([name, value], index) => {
    const comma = json && index === entries.length - 1 ? '' : ','
    return `  ${json ? `"${name}"` : name}: ${literal(value, json)}${comma}`
  })
  return ['{', ...comments, ...fields, '}']
    .map((line) => indent + line)
    .join('\n')
    .concat(json ? '' : ',')
}
