import { vietnameseOf } from './vietnamese.mjs'

const kinds = { clientSecret: 'values', scopes: 'texts', endpoints: 'endpoints' }

/** The command takes it in a configuration and by variables, speaks of it in both languages, and documents it. */
export function registerInCommand({ afterLast, before, create }, answers) {
  const { name, own, camel, pascal, prefix, consents } = answers
  const redirect = consents ? ['redirectUri'] : []
  const options = ['clientId', 'clientSecret', ...redirect, 'scopes', 'baseUrl', 'endpoints']
  before(
    'packages/cli/src/adapters.ts',
    /^\} as const satisfies Record<string, AdapterEntry>/m,
    `  '${name}': {
    prefix: '${prefix}',
    options: { ${options.map((option) => `${option}: '${kinds[option] ?? 'value'}'`).join(', ')} },
    required: ['clientId', 'clientSecret'],
    create: async (options) => (await import('${own}')).${camel}(options),
  },\n`,
  )
  const config = 'packages/cli/src/config/config.ts'
  before(config, /^import /m, `import type { ${pascal}Options } from '${own}'\n`)
  afterLast(config, /^ {2}\| Written<'[\w-]+', \w+>$/gm, `\n  | Written<'${name}', ${pascal}Options>`)

  const language = 'packages/cli/src/language/vietnamese'
  create(`${language}/provider-${name}.ts`, vietnameseOf(answers))
  before(`${language}/index.ts`, /^import /m, `import { provider${pascal} } from './provider-${name}.ts'\n`)
  before(`${language}/index.ts`, / {2}\.\.\.coreStoreFailures,/, `  ...provider${pascal},\n`)

  for (const page of ['docs/cli.md', 'docs/cli.vi.md']) {
    before(page, /(?<=^\| `--provider <name\.\.\.>`.*), sandbox\)/m, `, ${name}`)
  }
  const readme = 'packages/cli/README.md'
  const page = `../../docs/providers/${name}.md`
  afterLast(readme, /^\| \[`[\w-]+`\]\(.*\) \| .*$/gm, `\n| [\`${name}\`](${page}) | ${quoted(options)} |`)
  const variables = ['clientId', 'clientSecret', ...redirect, 'scopes', 'baseUrl'].map((option) =>
    option.replace(/[A-Z]/g, (letter) => `_${letter}`).toUpperCase(),
  )
  before(readme, /^\| `oauth2` \| none/m, `| \`${name}\` | \`${prefix}_\` and ${quoted(variables)} |\n`)
}

function quoted(words) {
  return words.map((word) => `\`${word}\``).join(', ')
}
