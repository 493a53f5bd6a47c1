import { describe, expect, it } from 'vitest'
import { postgresStore } from '../../src/store/postgres/postgres-store.ts'

describe('the URL of a PostgreSQL store', () => {
  it('is told without user, password and settings', () => {
    const told = (url: string, schema?: string) => postgresStore(url, schema ? { schema } : {}).description
    expect(told('postgres://me:secret@db.example:6432/app?sslmode=require')).toBe(
      'postgres://db.example:6432/app',
    )
    expect(told('postgresql://me:secret@db.example/app', 'mine')).toBe('postgres://db.example/app mine')
    expect(told('postgres:///app?host=/run/postgresql&password=secret')).toBe(
      'postgres:///run/postgresql/app',
    )
  })

  it.each([
    ['postgres://me:se/cret@db.example/app', {}],
    ['mysql://me:secret@db.example/app', {}],
    ['postgres://db.example/app', { schema: 'a"b' }],
    ['postgres://db.example/app', { schema: 'pg_mine' }],
    ['postgres://db.example/app', { timeout: 0 }],
  ])('is refused where it cannot be right, without repeating it: %s', (url, options) => {
    const error = (() => {
      try {
        postgresStore(url, options)
      } catch (thrown) {
        return thrown
      }
    })() as Error
    expect(error).toMatchObject({ name: 'ConfigurationError', code: 'store_setting' })
    expect(error.message).not.toMatch(/secret|cret@/)
  })
})
