import { phrase } from '@oauth-tokens/core/phrase'
import { CsvError, parse } from 'csv-parse/sync'
import type { UsageError } from '../usage-error.ts'
import { fieldReader } from './field-reader.ts'
import type { FoundTokens } from './found-tokens.ts'
import { atLine, importProblem, namesIn } from './import-problem.ts'
import { placeIn, present } from './read-members.ts'

type Row = Record<string, string>

/** The columns that make a file this store: all versions of the SDKs, in all languages, have them. */
const columns = ['client_id', 'refresh_token', 'access_token', 'grant_token', 'expiry_time']

export function isZohoCsv(text: string): boolean {
  const [header = ''] = text.split('\n', 1)
  const names = header.split(',').map((name) => name.trim().replace(/^"|"$/g, ''))
  return columns.every((column) => names.includes(column))
}

/**
 * The file of the Zoho CRM SDKs' FileStore: a header, then a line for each user,
 * `id,user_name,client_id,client_secret,refresh_token,access_token,grant_token,expiry_time,redirect_url,api_domain`.
 * The TypeScript SDK calls the second column `user_mail`, older ones have no `api_domain`; `expiry_time` is milliseconds
 * since 1970; `id` is the SDK's own number. From github zoho/zohocrm-typescript-sdk-8.0 and -nodejs-sdk-8.0,
 * models/authenticator/store/file_store and oauth_token. The client secret is not read.
 */
export function readZohoCsv(text: string, source: string): FoundTokens[] {
  const rows = parseRows(text, source)
  return rows.map(({ record, info }) => readRow(record, source, info.lines))
}

function readRow(row: Row, source: string, line: number): FoundTokens {
  const where = atLine(source, line)
  const { problem, text, token, instant, first } = fieldReader(where, row)
  const accessToken = token('access_token')
  const refreshToken = token('refresh_token')
  if (accessToken === undefined && refreshToken === undefined) {
    throw problem(
      text('grant_token') === undefined
        ? phrase`it has neither access_token nor refresh_token`
        : phrase`it has a grant token only, which was not exchanged yet: oauth-tokens login PROVIDER --code -`,
    )
  }
  const user = first(text, ['user_name', 'user_mail'])
  const apiDomain = placeIn({ api_domain: text('api_domain') })
  return {
    where,
    guess: { adapter: 'zoho', ...(user !== undefined && { account: user }) },
    tokens: present({
      accessToken,
      refreshToken,
      expiresAt: instant('expiry_time'),
      label: user,
      clientId: text('client_id'),
      params: apiDomain,
      // Also where an answer would have it: the bridge to the SDKs looks there.
      raw: apiDomain,
    }),
  }
}

function parseRows(text: string, source: string): { record: Row; info: { lines: number } }[] {
  try {
    // The SDKs write fields as they are: a quote inside one is a character like any other.
    const options = {
      columns: true,
      relax_quotes: true,
      skip_empty_lines: true,
      trim: true,
      info: true,
    } as const
    const rows = parse(text, options) as unknown as { record: Row; info: { lines: number } }[]
    if (rows.length > 0) return rows
  } catch (error) {
    throw csvProblem(error, source)
  }
  throw importProblem(source, phrase`this store of the Zoho SDK has a header and no users`)
}

/** Never its message, which repeats the line. */
function csvProblem(error: unknown, source: string): UsageError {
  if (!(error instanceof CsvError)) return importProblem(source, phrase`this is not CSV`)
  const where = typeof error.lines === 'number' ? atLine(source, error.lines) : source
  return error.code.startsWith('CSV_RECORD_INCONSISTENT')
    ? importProblem(where, phrase`it has another number of columns than the header`)
    : importProblem(where, phrase`this is not CSV (${namesIn([error.code])})`)
}
