import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'
import { life } from './scenarios/life.ts'
import { app, realCore } from './support/house.ts'
import { formsOf, scan } from './support/scan.ts'

test('I5: no secret is at rest, in an output, a log or argv after a whole life with every kind of failure', async () => {
  const { facts, broken } = await life({ core: realCore })
  expect(broken).toEqual([])
  expect(facts.missed).toEqual([])
  // It was the life that it was meant to be.
  expect(facts.statuses).toMatchObject({
    callback: 0,
    'wrong state': 5,
    'second callback': 5,
    import: 0,
    'half an import': 2,
    token: 0,
    'page that echoes': 6,
    'status that echoes': 6,
    'half an answer': 6,
    'lost answer': 6,
    refusal: 4,
    throttle: 5,
    'wrong secret': 2,
    forced: 0,
    watch: 130,
    promoted: 0,
  })
  const [whileOpen = [], afterwards = []] = facts.scans.map(({ files }) => files)
  const scanned = (files: string[], ...endings: string[]) =>
    endings.filter((ending) => !files.some((file) => file.endsWith(ending)))
  expect(scanned(whileOpen, 'tokens.db', 'tokens.db-wal', 'tokens.db-shm', '.json', 'library')).toEqual([])
  expect(
    scanned(afterwards, 'tokens.db', 'watch stdout', 'watch stderr', 'watch cmdline', 'callback stdout'),
  ).toEqual([])
})

describe('The scanner', () => {
  test.each([...formsOf(app.secretKey).keys()])('finds a secret that is written as %s', async (form) => {
    const folder = mkdtempSync(join(tmpdir(), 'oauth-tokens-'))
    onTestFinished(() => rmSync(folder, { recursive: true }))
    writeFileSync(join(folder, 'log'), `before ${formsOf(app.secretKey).get(form)} after`)
    const { found } = await scan({ folders: [folder], secrets: new Map([['app secret', app.secretKey]]) })
    expect(found).toContainEqual({ file: join(folder, 'log'), secret: 'app secret', form })
  })

  test('finds a secret in what a program has really encoded, wherever it stands', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'oauth-tokens-'))
    onTestFinished(() => rmSync(folder, { recursive: true }))
    const { secretKey } = app
    const encoded = {
      url: `${new URL(`https://example.com/?secret=${encodeURIComponent(secretKey)}`)}`,
      form: `${new URLSearchParams({ secret: secretKey })}`,
      json: JSON.stringify({ deep: JSON.stringify({ secretKey }) }),
      base64: Buffer.from(`a${secretKey}`).toString('base64'),
      base64url: Buffer.from(`to ${secretKey}!`).toString('base64url'),
    }
    for (const [name, text] of Object.entries(encoded)) writeFileSync(join(folder, name), text)
    const { found } = await scan({ folders: [folder], secrets: new Map([['app secret', secretKey]]) })
    expect([...new Set(found.map(({ file }) => file))].sort()).toEqual(
      Object.keys(encoded)
        .map((name) => join(folder, name))
        .sort(),
    )
  })
})
