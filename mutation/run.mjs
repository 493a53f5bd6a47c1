// Makes one small change after the other in the refresh protocol, and sees whether a test notices.
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { Stryker } from '@stryker-mutator/core'
import { report } from './report.mjs'

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { incremental: { type: 'boolean', default: false } },
})
const names = positionals.length > 0 ? positionals : ['*']

process.chdir(fileURLToPath(new URL('..', import.meta.url)))

const mutants = await new Stryker({
  mutate: names.map((name) => `packages/core/src/refresh/${name}.ts`),
  testRunner: 'vitest',
  plugins: [
    import.meta.resolve('@stryker-mutator/vitest-runner'),
    fileURLToPath(new URL('messages.mjs', import.meta.url)),
  ],
  ignorers: ['messages'],
  vitest: { configFile: 'mutation/vitest.config.ts', related: false },
  coverageAnalysis: 'perTest',
  concurrency: 2,
  // Endless loops are few, and a machine may be busy: what survives must not look like one.
  timeoutMS: 10_000,
  timeoutFactor: 1.25,
  // What was found is always kept, and believed only by who asks for it.
  incremental: true,
  incrementalFile: 'mutation/.cache/incremental.json',
  force: !values.incremental,
  tempDirName: 'mutation/.cache/sandbox',
  ignorePatterns: [
    '**',
    '!package.json',
    '!vitest.config.ts',
    '!tsconfig*.json',
    '!mutation/*.ts',
    '!packages/*/package.json',
    '!packages/core/**',
    'packages/core/dist',
  ],
  disableTypeChecks: false,
  reporters: ['progress-append-only', 'html'],
  htmlReporter: { fileName: 'mutation/.cache/report.html' },
}).runMutationTest()

if (!report(mutants, new URL('survivors.json', import.meta.url))) process.exitCode = 1
