import type Libsql from 'libsql'
import { ConfigurationError } from '../../errors.ts'
import { phrase } from '../../phrase.ts'

/** libsql is an optional peer: only those who use the embedded store install it. */
export async function loadLibsql(): Promise<typeof Libsql> {
  try {
    return (await import('libsql')).default
  } catch (error) {
    const { name, code, message } = error as NodeJS.ErrnoException
    throw new ConfigurationError(
      phrase`The embedded store (file:) needs the package libsql, which could not be loaded. Install it: npm install libsql@0.5.29`,
      {
        code: 'missing_package',
        cause: { name, ...(code && { code }), detail: message.split('\n', 1)[0] ?? '' },
      },
    )
  }
}
