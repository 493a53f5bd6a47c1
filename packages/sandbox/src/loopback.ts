const loopback = /^(localhost|127(\.\d{1,3}){3}|\[::1\])(:\d+)?$/i

/**
 * Whether a Host header names this machine. A web page can point its own host name at 127.0.0.1 (DNS
 * rebinding) and would then read the control's answers, minted tokens among them.
 */
export function isLoopbackHost(host: string | undefined): boolean {
  return host !== undefined && loopback.test(host)
}

/** Whether an Origin header, if any, is a page of this machine: other pages may not post faults. */
export function isLoopbackOrigin(origin: string | undefined): boolean {
  if (origin === undefined) return true
  return URL.canParse(origin) && isLoopbackHost(new URL(origin).host)
}
