/** The members of an error that matter here; foreign errors are read, never kept. */
export interface Link {
  name: string
  code?: string
  syscall?: string
  message: string
}

/** An error, its causes and the errors it collects, outermost first; bounded, because causes may form a ring. */
export function errorChain(error: unknown): Link[] {
  const links: Link[] = []
  const waiting: unknown[] = [error]
  while (waiting.length > 0 && links.length < 10) {
    const next = waiting.shift()
    if (typeof next !== 'object' || next === null) continue
    const { name, code, syscall, message, cause, errors } = next as Record<string, unknown>
    links.push({
      name: typeof name === 'string' ? name : 'Error',
      message: typeof message === 'string' ? message : '',
      ...codeOf(message, code),
      ...(typeof syscall === 'string' && { syscall }),
    })
    waiting.push(cause, ...(Array.isArray(errors) ? errors.slice(0, 3) : []))
  }
  return links
}

/** What is said in words only: some ports are forbidden to fetch, and a proxy may refuse to open a tunnel. */
function codeOf(message: unknown, code: unknown): { code?: string } {
  if (message === 'bad port') return { code: 'BAD_PORT' }
  if (/^Proxy response \(\d+\) !== 200 when HTTP Tunneling$/.test(String(message)))
    return { code: 'PROXY_REFUSED' }
  return typeof code === 'string' ? { code } : {}
}
