import { defineConfig } from 'vitest/config'
import { BaseSequencer, type TestSpecification } from 'vitest/node'
import project from '../vitest.config.ts'

// The same orders of steps for each mutant.
process.env['INTERLEAVINGS'] = '150'
process.env['INTERLEAVINGS_SEED'] = '7'

/** The first failure settles a mutant: what judges closest and quickest goes first. */
const order = [
  /refresh\/(decide|provider-note\.)/,
  /refresh\/shared-notes\./,
  /refresh\//,
  /login\/|revoke\//,
]
const last = [/properties|crashes|auto-refresh|export-tokens/, /interleavings/]

function rank({ moduleId }: TestSpecification): number {
  const place = (patterns: RegExp[]) => patterns.findIndex((pattern) => pattern.test(moduleId))
  const first = place(order)
  return 10 * (place(last) + 1) + (first < 0 ? order.length : first)
}

class QuickFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]) {
    return files.toSorted((one, other) => rank(one) - rank(other))
  }
}

/** The tests that judge a refresh, without those that need a server of their own. */
export default defineConfig({
  resolve: project.resolve ?? {},
  test: {
    root: new URL('../packages/core', import.meta.url).pathname,
    include: ['test/*.test.ts', 'test/{refresh,login,revoke}/*.test.ts', 'test/keys/rotation.test.ts'],
    exclude: [
      'test/refresh/shared-notes-redis.test.ts',
      'test/login/forget-damaged.test.ts',
      'test/{opentelemetry,opentelemetry-peer,phrase}.test.ts',
    ],
    setupFiles: [new URL('./set-up.ts', import.meta.url).pathname],
    sequence: { sequencer: QuickFirst },
    // Most of the time would go into loading the same modules for each file.
    isolate: false,
    // A mutant that lets something wait for ever is found out sooner.
    testTimeout: 10_000,
    hookTimeout: 10_000,
  },
})
