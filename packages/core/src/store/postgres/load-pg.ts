import type Pg from 'pg'
import { ConfigurationError } from '../../errors.ts'
import { phrase } from '../../phrase.ts'

/** pg is an optional peer: only those who use PostgreSQL install it. */
export async function loadPg(): Promise<typeof Pg> {
  try {
    return (await import('pg')).default
  } catch (error) {
    const { name, code } = error as NodeJS.ErrnoException
    throw new ConfigurationError(
      phrase`The PostgreSQL store (postgres:) needs the package pg, which could not be loaded. Install it: npm install pg@8.23.1`,
      { code: 'missing_package', cause: { name, ...(code && { code }) } },
    )
  }
}
