const openIdScopes = ['openid', 'email', 'profile', 'phone']

/** The scopes of a request, comma-separated; undefined if one of them is none: a space stands in it, say. */
export function parseScopes(scope: string | null): string[] | undefined {
  const scopes = (scope ?? '').split(',')
  return scopes.every((name) => openIdScopes.includes(name) || /^\w+(\.\w+)+$/.test(name))
    ? scopes
    : undefined
}

/** Whether one of the scopes is granted, or its `.ALL`; Zoho does not mind upper and lower case. */
export function covers(granted: string[], ...wanted: string[]): boolean {
  const names = new Set(granted.map((name) => name.toLowerCase()))
  return wanted.some((name) => {
    const lower = name.toLowerCase()
    return names.has(lower) || names.has(lower.replace(/\.\w+$/, '.all'))
  })
}
