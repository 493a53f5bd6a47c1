// Builds (child processes in tests run the build), runs every test, and ends with a line "N passed, N failed".
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { run } from './run.mjs'

const folder = mkdtempSync(join(tmpdir(), 'oauth-tokens-test-'))
const report = join(folder, 'report.json')
const extra = process.argv.slice(2)

if (!run('node', ['scripts/install-services.mjs'])) process.exit(1)
if (!run('npx', ['turbo', 'run', 'build', '--output-logs=errors-only'])) process.exit(1)
const ok = run('npx', [
  'vitest',
  'run',
  '--reporter=default',
  '--reporter=json',
  `--outputFile.json=${report}`,
  ...extra,
])
try {
  const { numPassedTests, numFailedTests, numPendingTests, testResults } = JSON.parse(
    readFileSync(report, 'utf8'),
  )
  // A file that could not even be loaded has no failed test of its own.
  const broken = testResults.filter(
    ({ status, assertionResults }) => status === 'failed' && assertionResults.length === 0,
  )
  const failed = numFailedTests + broken.length
  const skipped = numPendingTests > 0 ? `, ${numPendingTests} skipped` : ''
  console.log(`${numPassedTests} passed, ${failed === 0 && !ok ? 1 : failed} failed${skipped}`)
} finally {
  rmSync(folder, { recursive: true, force: true })
}
process.exit(ok ? 0 : 1)
