/** Replaces what must not be shown in a text. */
export type Redact = (text: string) => string

/** Shorter ones would hit ordinary words; no real secret is that short. */
const shortest = 6

/** A function that replaces the known secrets by `[secret]`, also where they stand encoded. */
export function createRedact(secrets: Iterable<string | undefined>): Redact {
  const known: string[] = []
  let least = Number.POSITIVE_INFINITY
  for (const secret of secrets) {
    if (secret === undefined || secret.length < shortest) continue
    known.push(secret)
    least = Math.min(least, secret.length)
  }
  // Made when first needed: most answers hold nothing but tokens, and short words that no secret fits into.
  const forms = new Map<string, string[]>()
  const formsOnce = (secret: string) => {
    const made = forms.get(secret) ?? formsOf(secret)
    forms.set(secret, made)
    return made
  }
  return (text) => {
    // No form is shorter than its secret.
    if (text.length < least) return text
    const fitting = known.filter((secret) => secret.length <= text.length)
    const longestFirst = [...new Set(fitting.flatMap(formsOnce))].sort((a, b) => b.length - a.length)
    return longestFirst.reduce((result, form) => result.split(form).join('[secret]'), text)
  }
}

function formsOf(secret: string): string[] {
  const percent = encodeURIComponent(secret)
  const form = new URLSearchParams({ '': secret }).toString().slice(1)
  const everyMark = form.replace(/[-_.*]/g, (mark) => `%${mark.charCodeAt(0).toString(16).toUpperCase()}`)
  const smallHex = (text: string) => text.replace(/%[0-9A-F]{2}/g, (sequence) => sequence.toLowerCase())
  return [
    secret,
    percent,
    smallHex(percent),
    form,
    smallHex(form),
    JSON.stringify(secret).slice(1, -1),
    // HTTP Basic encodes a secret twice: first as a form, then in base64.
    ...[secret, everyMark].flatMap((text) => [0, 1, 2].flatMap((offset) => base64Forms(text, offset))),
  ]
}

/** What base64 makes of the secret when `offset` bytes stand before it, as in `Basic id:secret`; neighbours' bits cut off. */
function base64Forms(secret: string, offset: number): string[] {
  const bytes = Buffer.concat([Buffer.alloc(offset), Buffer.from(secret)])
  const text = bytes.toString('base64').replace(/=+$/, '')
  const from = Math.ceil((offset * 8) / 6)
  const until = bytes.length % 3 === 0 ? text.length : text.length - 1
  const middle = text.slice(from, until)
  // A few characters of base64 would match by accident.
  if (middle.length < 8) return []
  return [middle, middle.replaceAll('+', '-').replaceAll('/', '_')]
}
