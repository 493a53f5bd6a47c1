/** Connections to one server at a time. */
export const mostConnections = 128

/**
 * Milliseconds that a connection may have been idle to be used again. A server that closes an idle connection just when
 * a request comes leaves an error behind that looks like a lost answer, and a single-use refresh token in doubt. Servers
 * wait for 2 s and more before they close (Node and Apache 5 s, nginx 75 s), so what was in use a moment ago is safe.
 */
export const longestIdle = 1_000
