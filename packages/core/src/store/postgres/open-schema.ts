import type { Pool } from 'pg'
import { StoreUnavailableError } from '../../errors.ts'
import { phrase } from '../../phrase.ts'
import type { ConnectionSettings } from './connection-settings.ts'
import { program, schemaOf, schemaVersion, tables } from './schema.ts'

type Ask = (text: string) => Promise<{ rows: Record<string, unknown>[] }>

/** Finds our tables, or makes them: of many processes one does. */
export async function openSchema(pool: Pool, settings: ConnectionSettings): Promise<void> {
  if (await isThere((text) => pool.query(text), settings)) return
  const client = await pool.connect()
  // While it is lent, the pool does not listen; a connection that dies would end the process.
  const ignore = () => {}
  client.on('error', ignore)
  let failure: Error | undefined
  try {
    await create((text) => client.query(text), settings)
  } catch (error) {
    failure = error as Error
    throw error
  } finally {
    // With an error it is closed, and the server rolls back.
    client.release(failure)
    client.off('error', ignore)
  }
}

async function create(ask: Ask, settings: ConnectionSettings): Promise<void> {
  const { schema, description } = settings
  await ask('BEGIN')
  await ask(`SELECT pg_advisory_xact_lock(hashtextextended('${program} ${schema}', 0))`)
  const { rows } = await ask(`SELECT current_setting('server_version_num')::integer AS server,
    array(SELECT relname::text FROM pg_class WHERE relnamespace = to_regnamespace('"${schema}"')
      AND relname = ANY ('{${tables}}') ORDER BY relname) AS found`)
  const { server, found } = rows[0] as { server: number; found: string[] }
  if (server < 130000) {
    throw new StoreUnavailableError(
      phrase`The token store ${description} runs on PostgreSQL ${Math.floor(server / 10000)}. Expected 13 or newer.`,
      { code: 'store_unsupported' },
    )
  }
  if (found.length === 0) await ask(schemaOf(schema))
  else if (!found.includes('about') || !(await isThere(ask, settings))) throw foreign(settings, found)
  await ask('COMMIT')
}

/** Whether our tables are there, in the version that is known here. Throws when they are somebody else's. */
async function isThere(ask: Ask, settings: ConnectionSettings): Promise<boolean> {
  const { schema, description } = settings
  let rows: Record<string, unknown>[]
  try {
    rows = (await ask(`SELECT program, version FROM "${schema}".about`)).rows
  } catch (error) {
    const { code } = error as { code?: string }
    if (code === '42P01' || code === '3F000') return false
    if (code === '42703') throw foreign(settings, ['about'])
    throw error
  }
  const version = Number(rows[0]?.['version'])
  if (rows.length !== 1 || rows[0]?.['program'] !== program) throw foreign(settings, ['about'])
  if (version > schemaVersion) {
    throw new StoreUnavailableError(
      phrase`The token store ${description} was written by a newer version (schema ${version}; this one knows ${schemaVersion}). Nothing was changed: update this program.`,
      { code: 'newer_schema' },
    )
  }
  if (version < schemaVersion) {
    throw new StoreUnavailableError(
      phrase`The token store ${description} was written by an older version (schema ${version}; this one knows ${schemaVersion}). Nothing was changed: use the version of this program that wrote it.`,
      { code: 'older_schema' },
    )
  }
  return true
}

function foreign({ schema, description }: ConnectionSettings, found: string[]): StoreUnavailableError {
  return new StoreUnavailableError(
    phrase`The schema ${schema} of ${description} holds tables of another program (${found.join(', ')}). Nothing was changed: choose another schema for the store.`,
    { code: 'foreign_database' },
  )
}
