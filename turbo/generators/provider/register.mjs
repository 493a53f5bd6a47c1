import { execFileSync } from 'node:child_process'
import { editor } from './edit.mjs'
import { registerInCommand } from './in-command.mjs'
import { registerInSandbox } from './in-sandbox.mjs'
import { registerInWorkspace } from './in-workspace.mjs'

/** Makes a new provider known to the command, the sandbox, the builds and the pages. @returns what to do next */
export function register(root, answers) {
  const { name, vendor } = answers
  const files = editor(root)
  const made = { ...answers, path: `packages/provider-${name}`, own: `@oauth-tokens/provider-${name}` }

  registerInWorkspace(files, made)
  registerInCommand(files, made)
  registerInSandbox(files, made)
  tidy(root, [made.path, `packages/sandbox/src/${name}`, ...files.touched])
  lock(root)
  files.create(
    `.changeset/provider-${name}.md`,
    `---\n"${made.own}": minor\n"@oauth-tokens/cli": minor\n"@oauth-tokens/sandbox": minor\n---\n\n${vendor}: a new provider.\n`,
  )
  const places = [made.path, `packages/sandbox/src/${name}`, `docs/providers/${name}*`]
  return `${made.path}, the server in the sandbox, the pages, and all registrations. It is green as it is.
Next: fill in what the vendor documents, paste its answers, and read docs/writing-a-provider.md. All places:
  grep -rn "FILL IN\\|PASTE\\|${name}\\.example" ${places.join(' ')}`
}

/** Templates cannot know where a line gets too long, nor what stands before an import. */
function tidy(root, paths) {
  const formatted = paths.filter((path) => !path.endsWith('.md'))
  execFileSync('node_modules/.bin/biome', ['check', '--write', '--colors=off', ...formatted], {
    cwd: root,
    stdio: 'pipe',
  })
}

/** Only a workspace is new, so that npm needs no network. */
function lock(root) {
  const flags = ['--package-lock-only', '--offline', '--ignore-scripts']
  execFileSync('npm', ['install', ...flags], { cwd: root, stdio: 'pipe' })
}
