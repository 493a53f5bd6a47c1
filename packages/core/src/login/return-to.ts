import { ConfigurationError } from '../errors.ts'
import { phrase } from '../phrase.ts'

/** Checks where a browser may be sent after a login: exact origin, path prefix at a segment's end. */
export function checkReturnTo(returnTo: string, allowed: readonly string[]): string {
  const target = URL.canParse(returnTo) ? new URL(returnTo) : undefined
  const ok =
    target !== undefined &&
    allowed.some((each) => {
      const { origin, pathname } = new URL(each)
      const prefix = pathname.endsWith('/') ? pathname : `${pathname}/`
      return target.origin === origin && `${target.pathname}/`.startsWith(prefix)
    })
  if (!ok) {
    throw new ConfigurationError(
      phrase`returnTo must be an absolute URL under one of allowedReturnTo (${allowed.join(', ') || phrase`none is set`}).`,
      { code: 'return_to_not_allowed' },
    )
  }
  return returnTo
}
