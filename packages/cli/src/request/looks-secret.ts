const names =
  /authoriz|authenticat|cookie|token|secret|passw|credential|assertion|signature|jwt|bearer|(?:api|access|private)[-_]?key/i

const values = /^(?:bearer|basic|token|zoho-oauthtoken)\s+\S|^eyJ[\w-]+\./i

/** Where a list goes on: no secret, although they call it a token. */
const places = /(?:page|sync|continuation|cursor|offset)[-_]?token$/i

/** Whether a value of this name must not stand in argv, where other users and the shell's history see it. */
export function looksSecret(name: string, value: string): boolean {
  return value !== '' && ((names.test(name) && !places.test(name)) || values.test(value))
}
