import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'

const root = fileURLToPath(new URL('..', import.meta.url))

interface Source {
  path: string
  text: string
  lines: number
  /** Modules that are loaded; imports of types vanish in the build. */
  imports: string[]
}

const sources: Source[] = readdirSync(join(root, 'packages'))
  .flatMap((name) => {
    const folder = `packages/${name}/src`
    const files = readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    return files.filter((file) => file.endsWith('.ts')).map((file) => `${folder}/${file}`)
  })
  .map((path) => {
    const text = readFileSync(join(root, path), 'utf8')
    const loaded = [
      ...text.matchAll(
        /^(?:import|export) (?!type )(?:[\w*$, ]|\{[^}]*\})*?from '([^']+)'|^import '([^']+)'|(?<!typeof )import\('([^']+)'\)/gm,
      ),
    ]
    const imports = loaded.map(([, from, bare, lazy]) => from ?? bare ?? lazy ?? '')
    return { path, text, lines: text.split('\n').length - 1, imports }
  })

const importersOf = (module: RegExp) =>
  sources.filter(({ imports }) => imports.some((name) => module.test(name))).map(({ path }) => path)

describe('the structure of the house', () => {
  it('keeps each library in the one room that it is for', () => {
    expect(importersOf(/^openid-client/)).toEqual(['packages/core/src/oauth-provider.ts'])
    expect(importersOf(/^tsyringe|^reflect-metadata/)).toEqual(['packages/core/src/container.ts'])
    expect(importersOf(/^jose$/)).toEqual([
      'packages/cli/src/export/sealed-export.ts',
      'packages/provider-oauth2/src/id-token.ts',
    ])
    expect(importersOf(/^csv-parse/)).toEqual(['packages/cli/src/import/read-zoho-csv.ts'])
    expect(importersOf(/^libsql$/)).toEqual(['packages/core/src/store/file/load-libsql.ts'])
    expect(importersOf(/^pg$/)).toEqual(['packages/core/src/store/postgres/load-pg.ts'])
    expect(importersOf(/^@keyv\/redis$/)).toEqual(['packages/core/src/store/redis/load-keyv-redis.ts'])
    expect(importersOf(/^@opentelemetry\//)).toEqual(['packages/core/src/opentelemetry.ts'])
    // Who has no OpenTelemetry loads none.
    expect(importersOf(/\/opentelemetry\.ts$/)).toEqual([])
    expect(importersOf(/^keyv$/).every((path) => path.startsWith('packages/core/src/store/'))).toBe(true)
  })

  it('lets the manager and the protocol see ports, and nothing that talks to a store or a provider', () => {
    const heart = sources.filter(({ path }) =>
      /core\/src\/(refresh\/|login\/|tokens\/|token-manager|flights)/.test(path),
    )
    expect(heart.length).toBeGreaterThan(15)
    const foreign = heart
      .flatMap(({ imports }) => imports)
      .filter((name) => !name.startsWith('.') && !name.startsWith('node:'))
    expect(new Set(foreign)).toEqual(new Set(['p-retry']))
    const drivers = heart.filter(({ imports }) =>
      imports.some((name) => /store\/(file|keyv|memory|redis|postgres)/.test(name)),
    )
    expect(drivers).toEqual([])
  })

  it('has a sandbox that imports nothing of ours, so that it can disagree', () => {
    const sandbox = sources.filter(({ path }) => path.startsWith('packages/sandbox/'))
    const outside = sandbox.flatMap(({ imports }) => imports).filter((name) => !name.startsWith('.'))
    expect(outside.filter((name) => !name.startsWith('node:'))).toEqual([])
  })

  it('names provider packages only in the command', () => {
    const namers = importersOf(/^@oauth-tokens\/provider-/)
    expect(namers.filter((path) => !path.startsWith('packages/cli/'))).toEqual([])
  })

  it('has files of one concern: a median under 70 lines, none over 300', () => {
    const lengths = sources.map(({ lines }) => lines).toSorted((one, other) => one - other)
    expect(lengths[Math.floor(lengths.length / 2)]).toBeLessThan(70)
    expect(sources.filter(({ lines }) => lines > 300).map(({ path }) => path)).toEqual([])
  })
})
