const sibling = 'packages/provider-zalopay'

/** The package has the face of those beside it, and builds and imports find it. */
export function registerInWorkspace({ afterLast, copy, json, link }, { name, vendor, path, own }) {
  for (const file of ['LICENSE', 'tsconfig.json', 'turbo.json']) copy(`${sibling}/${file}`, `${path}/${file}`)
  const manifest = json.read(`${sibling}/package.json`)
  const { version } = manifest
  json.create(`${path}/package.json`, {
    ...manifest,
    name: own,
    description: `${vendor} for oauth-tokens`,
    scripts: Object.fromEntries(
      Object.entries(manifest.scripts).map(([script, command]) => [
        script,
        command.replaceAll('zalopay', name),
      ]),
    ),
    dependencies: { '@oauth-tokens/core': version },
  })

  json.edit('tsconfig.json', ({ references }) => references.push({ path }))
  const reference = `,\n    { "path": "../provider-${name}" }`
  afterLast('packages/cli/tsconfig.json', /\{ "path": "[^"]+" \}/g, reference)
  json.edit('packages/cli/package.json', (command) => {
    const dependencies = Object.entries({ ...command.dependencies, [own]: version })
    command.dependencies = Object.fromEntries(dependencies.sort(([one], [other]) => (one < other ? -1 : 1)))
  })
  link(`node_modules/${own}`, path)
}
