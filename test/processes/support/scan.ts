import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'

export interface Found {
  file: string
  /** The name of the secret. */
  secret: string
  form: string
}

export interface Scan {
  files: string[]
  found: Found[]
}

export interface ScanRequest {
  folders: readonly string[]
  /** Values by name. */
  secrets: ReadonlyMap<string, string>
  /** Where a secret has its place. */
  except?: readonly { file: string; secret: string }[]
}

/** Looks for secrets, in every form that a program might write them in, in all files of some folders. */
export async function scan({ folders, secrets, except = [] }: ScanRequest): Promise<Scan> {
  const needles = [...secrets].flatMap(([secret, value]) =>
    [...formsOf(value)].map(([form, written]) => ({
      secret,
      form,
      bytes: Buffer.from(written, 'latin1').toString('base64'),
    })),
  )
  const child = spawn(process.execPath, [join(import.meta.dirname, '../fixtures/scan.mjs')], {
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  child.stdin.end(JSON.stringify({ folders, needles, except }))
  return JSON.parse(await text(child.stdout)) as Scan
}

/** As text of single bytes. */
export function formsOf(secret: string): Map<string, string> {
  const forms = new Map([['plain', secret]])
  const json = (value: string) => JSON.stringify(value).slice(1, -1)
  forms.set('JSON', json(secret))
  forms.set('JSON in JSON', json(json(secret)))
  forms.set('URL-encoded', encodeURIComponent(secret))
  forms.set('form-encoded', new URLSearchParams([['', secret]]).toString().slice(1))
  // Base64 of a text with the secret in it looks different by where the secret begins in it.
  for (const offset of [0, 1, 2]) {
    const base64 = Buffer.from('\0'.repeat(offset) + secret).toString('base64')
    const own = base64.slice(offset === 0 ? 0 : 4, -4)
    forms.set(`base64 at ${offset}`, own)
    forms.set(`base64url at ${offset}`, own.replaceAll('+', '-').replaceAll('/', '_'))
  }
  // A message that was cut, or that quotes a piece.
  if (secret.length > 40) {
    forms.set('its beginning', secret.slice(0, 20))
    forms.set('its end', secret.slice(-20))
  }
  return forms
}
