// Everything that must hold, cheapest first; the tests come last and print the closing line.
import { run } from './run.mjs'

const steps = [
  ['lock file', 'node', ['scripts/lock-check.mjs']],
  ['lock file of the benchmarks', 'node', ['scripts/lock-check.mjs', 'bench/package-lock.json']],
  ['lock file of the mutants', 'node', ['scripts/lock-check.mjs', 'mutation/package-lock.json']],
  ['format and lint', 'npx', ['biome', 'ci', '--error-on-warnings', '.']],
  ['build', 'npx', ['turbo', 'run', 'build', '--output-logs=errors-only']],
  ['types of tests, benchmarks and examples', 'npx', ['tsc', '-p', 'tsconfig.test.json']],
  ['boundaries between packages', 'npx', ['turbo', 'boundaries']],
  ['unused files, exports and dependencies', 'npx', ['knip']],
  ['reference of the API', 'npx', ['typedoc', '--emit', 'none', '--logLevel', 'Warn']],
  ['packages as published', 'npx', ['turbo', 'run', 'publint', 'attw', '--output-logs=errors-only']],
  ['page of the packages', 'node', ['scripts/packages-page.mjs', '--check']],
  ['tests', 'node', ['scripts/test.mjs']],
]

for (const [what, command, args] of steps) {
  console.log(`\n== ${what}`)
  if (run(command, args)) continue
  console.error(`\n${what}: failed. Run it alone with: ${command} ${args.join(' ')}`)
  process.exit(1)
}
