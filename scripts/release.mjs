// npm run release, as the publish workflow calls it: checks everything, then publishes what npm does not have yet.
import { existsSync, readdirSync } from 'node:fs'
import { run } from './run.mjs'

const { GITHUB_SERVER_URL: server = 'https://github.com', GITHUB_REPOSITORY: repository } = process.env
if (!repository) {
  console.error('Packages name the repository that they come from. Set GITHUB_REPOSITORY=OWNER/NAME.')
  process.exit(2)
}
if (!run('npm', ['run', 'check'])) process.exit(1)

// Only now: a fork publishes under its own name, and npm takes provenance only of the repository that a package names.
const root = new URL('..', import.meta.url)
const folders = readdirSync(new URL('packages', root))
  .map((name) => `packages/${name}`)
  .filter((folder) => existsSync(new URL(`${folder}/package.json`, root)))
for (const directory of folders) {
  const fields = {
    'repository.type': 'git',
    'repository.url': `git+${server}/${repository}.git`,
    'repository.directory': directory,
    homepage: `${server}/${repository}/tree/main/${directory}#readme`,
    'bugs.url': `${server}/${repository}/issues`,
  }
  const settings = Object.entries(fields).map(([name, value]) => `${name}=${value}`)
  if (!run('npm', ['pkg', 'set', ...settings], { cwd: new URL(directory, root) })) process.exit(1)
}
process.exit(run('npx', ['changeset', 'publish']) ? 0 : 1)
