// A token endpoint that costs as little as it can: it reads the request, and answers at once with new tokens. It counts
// what it was asked. A child of shared/child.mjs.
import { once } from 'node:events'
import { createServer } from 'node:http'

// As long as the access token of a provider that signs them.
const accessToken = 'a'.repeat(755)
const refreshToken = 'r'.repeat(100)
const spent = new Set()
let asked = 0

const server = createServer((request, response) => {
  let body = ''
  request.setEncoding('utf8')
  request.on('data', (chunk) => {
    body += chunk
  })
  request.on('end', () => {
    asked += 1
    spent.add(/refresh_token=([^&]*)/.exec(body)?.[1])
    const answer = JSON.stringify({
      access_token: accessToken,
      token_type: 'Bearer',
      expires_in: 3600,
      refresh_token: `${refreshToken}-${asked}`,
    })
    response.writeHead(200, { 'content-type': 'application/json', 'content-length': answer.length })
    response.end(answer)
  })
})
// Longer than any round of another subject.
server.keepAliveTimeout = 60_000

export default {
  async start() {
    server.listen(0, '127.0.0.1')
    await once(server, 'listening')
  },
  url: async () => `http://127.0.0.1:${server.address().port}/token`,
  /** Since it was asked the last time. */
  async counted() {
    const counted = { asked, refreshTokens: spent.size }
    asked = 0
    spent.clear()
    return counted
  },
}
