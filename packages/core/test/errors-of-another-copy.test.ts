import { cpSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterAll, expect, it } from 'vitest'
import * as namespace from '../src/errors.ts'

const folder = mkdtempSync(join(tmpdir(), 'oauth-tokens-copy-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

type Errors = typeof namespace

const own: Errors = { ...namespace }

/** Another copy of the same file, as a bundled command meets one. */
async function copied(): Promise<Errors> {
  for (const name of ['errors.ts', 'phrase.ts'])
    cpSync(join(import.meta.dirname, '../src', name), join(folder, name))
  return import(/* @vite-ignore */ pathToFileURL(join(folder, 'errors.ts')).href)
}

const names = Object.keys(own).filter((name) => name.endsWith('Error') && !/^(OAuthTokens|closed)/.test(name))

it('an error of another copy of the library is one of its class here, and of no other', async () => {
  const other = await copied()
  expect(names.length).toBe(9)
  for (const name of names) {
    const Other = other[name as 'ConfigurationError']
    const error = new Other('told', { code: 'word' })
    expect(error.constructor === own[name as 'ConfigurationError']).toBe(false)
    expect(error instanceof own.OAuthTokensError).toBe(true)
    const classes = names.filter((one) => error instanceof own[one as 'ConfigurationError'])
    expect(classes).toEqual([name])
  }
})

it('nothing else is taken for one', () => {
  const named = Object.assign(new Error('x'), { name: 'ConfigurationError' })
  for (const other of [
    named,
    new Error('x'),
    { name: 'ConfigurationError' },
    null,
    undefined,
    'ConfigurationError',
  ]) {
    expect(other instanceof own.OAuthTokensError).toBe(false)
    expect(other instanceof own.ConfigurationError).toBe(false)
  }
  class Narrower extends own.ConfigurationError {}
  expect(new own.ConfigurationError('x') instanceof Narrower).toBe(false)
  expect(new Narrower('x') instanceof own.ConfigurationError).toBe(true)
})
