/** The sandbox serves it. */
export function registerInSandbox({ afterLast, before }, { name, camel, vendor }) {
  const folder = 'packages/sandbox/src/standard'
  before(`${folder}/server-names.ts`, /(?<=^export const standardServerNames = \[)/m, `'${name}', `)
  const servers = `${folder}/standard-servers.ts`
  before(servers, /^import /m, `import { ${camel} } from '../${name}/${name}.ts'\n`)
  const entry = name === camel ? name : `'${name}': ${camel}`
  before(servers, /(?<=^const specs: .*= \{)/m, `${entry},`)
  afterLast(
    'packages/sandbox/README.md',
    /^\| .* \| `[\w-]+` \| `\/[\w-]+`.* \|$/gm,
    `\n| ${vendor} | \`${name}\` | \`/${name}\` | \`https://${name}.example\` |`,
  )
}
