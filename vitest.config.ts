import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'

const packages = fileURLToPath(new URL('./packages', import.meta.url))
const folders = readdirSync(packages).filter((name) => existsSync(`${packages}/${name}/package.json`))

/** Tests run the sources; child processes and the packed form run the build. */
const alias = folders.flatMap((folder) => {
  const { name, exports } = JSON.parse(readFileSync(`${packages}/${folder}/package.json`, 'utf8')) as {
    name: string
    exports: Record<string, { default: string }>
  }
  return Object.entries(exports).map(([path, { default: built }]) => ({
    find: new RegExp(`^${name}${path.slice(1)}$`),
    replacement: `${packages}/${folder}/${built.replace(/^\.\/dist\/(.*)\.js$/, 'src/$1.ts')}`,
  }))
})

export default defineConfig({
  resolve: { alias },
  test: {
    // Much of the time is spent on waiting for processes, stores and terminals.
    maxWorkers: Math.max(2, availableParallelism()),
    // With --coverage alone. What only child processes run is not counted: they run the build.
    coverage: {
      provider: 'v8',
      include: ['packages/core/src/**'],
      reporter: [['text', { skipFull: true }], 'html'],
      thresholds: { branches: 95 },
    },
    projects: folders
      .map((name) => ({
        extends: true as const,
        test: {
          name,
          root: `packages/${name}`,
          include: ['test/**/*.test.ts'],
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      }))
      .concat([
        {
          extends: true as const,
          test: {
            name: 'house',
            root: '.',
            include: ['test/**/*.test.ts'],
            testTimeout: 120_000,
            hookTimeout: 120_000,
          },
        },
      ]),
  },
})
