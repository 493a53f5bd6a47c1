import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { phrase } from '@oauth-tokens/core/phrase'
import type { CommandContext } from '../command.ts'
import type { RequestOptions } from '../command-options.ts'
import { readBytes } from '../input.ts'
import { unreadableFile } from '../unreadable-file.ts'
import { UsageError } from '../usage-error.ts'
import { readHeader } from './read-header.ts'
import { readTarget } from './read-target.ts'

/** What `fetch` cannot send (fetch standard, forbidden methods). */
const forbidden = new Set(['CONNECT', 'TRACE', 'TRACK'])

/** The call that the command line describes; all of it is checked before anything is read. @throws UsageError */
export async function readRequest(
  context: CommandContext,
  { method, url, data, header = [] }: RequestOptions,
): Promise<{ url: URL; init: RequestInit }> {
  const target = readTarget(url)
  const chosen = methodOf(method, data)
  const given = header.map(readHeader)
  const bodySource = data === undefined ? undefined : sourceOf(data)
  const sources = [...given.map(({ source }) => source), bodySource].filter((source) => source === '-')
  if (sources.length > 1)
    throw new UsageError(phrase`Only one value can be read from stdin; put the others in files.`)

  const headers = new Headers()
  for (const { name, value, source } of given) {
    const text = value ?? (await read(context, source)).toString('utf8').trim()
    try {
      headers.append(name, text)
    } catch {
      // The built-in message repeats the value.
      throw new UsageError(
        phrase`--header ${name}: its value cannot be sent; a header is one line of Latin letters.`,
      )
    }
  }
  if (bodySource === undefined) return { url: target, init: { method: chosen, headers } }
  const body = await read(context, bodySource)
  if (!headers.has('content-type') && isJson(body)) headers.set('content-type', 'application/json')
  return { url: target, init: { method: chosen, headers, body: new Uint8Array(body) } }
}

function methodOf(method: string | undefined, data: string | undefined): string {
  const chosen = method?.toUpperCase() ?? (data === undefined ? 'GET' : 'POST')
  if (!/^[A-Z]+$/.test(chosen) || forbidden.has(chosen)) {
    throw new UsageError(
      phrase`The method is not one: expected GET, POST, PUT, PATCH, DELETE, HEAD or OPTIONS.`,
    )
  }
  if (data !== undefined && (chosen === 'GET' || chosen === 'HEAD')) {
    throw new UsageError(phrase`${chosen} sends no body: leave out --data, or name another method.`)
  }
  return chosen
}

function sourceOf(data: string): string {
  if (data === '-') return '-'
  if (data.startsWith('@') && data.length > 1) return data.slice(1)
  throw new UsageError(phrase`--data takes @FILE, or - for stdin: what stands in argv is seen by others.`)
}

async function read(context: CommandContext, source: string): Promise<Buffer> {
  if (source === '-') return readBytes(context)
  try {
    return readFileSync(resolve(context.cwd, source))
  } catch (error) {
    throw new UsageError(unreadableFile(source, error), { code: 'unreadable_file' })
  }
}

function isJson(body: Buffer): boolean {
  const text = body.toString('utf8').trim()
  if (!/^[{[]/.test(text)) return false
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}
