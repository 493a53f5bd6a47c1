import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { root } from './support/documents.ts'

const folder = join(root, '.github/workflows')
const text = readdirSync(folder)
  .map((name) => readFileSync(join(folder, name), 'utf8'))
  .join('\n')
const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
  scripts: Record<string, string>
}

/** What stands behind these words in the workflows. */
const named = (pattern: RegExp) => [...text.matchAll(pattern)].map(([, name = '']) => name)

test('The workflows run scripts that there are', () => {
  const run = named(/npm run ([\w:-]+)/g)
  expect(run).toEqual(expect.arrayContaining(['matrix', 'release', 'version']))
  expect(run.filter((name) => !scripts[name])).toEqual([])
})

test('The workflows run files that there are', () => {
  const files = named(/((?:\.ci|scripts)\/[\w./-]+)/g)
  expect(files).toContain('.ci/run')
  expect(files.filter((path) => !existsSync(join(root, path)))).toEqual([])
})
