// The price of a token that is in memory, as a multiple of what nothing in JavaScript can beat: an async function that
// looks up a Map and compares an expiry. The two take turns in one process, because machines are noisy.
import { createTokenManager } from '@oauth-tokens/core'
import { zaloOa } from '@oauth-tokens/provider-zalo-oa'

// `--quick` only shows that it runs; its figures mean nothing.
const quick = process.argv.includes('--quick')
const rounds = quick ? 3 : 31
const callsPerRound = quick ? 1_000 : 200_000

async function managed(ids) {
  const provider = zaloOa({ clientId: '1', clientSecret: 'none', redirectUri: 'http://127.0.0.1/callback' })
  const tokens = createTokenManager({ providers: [provider] })
  for (const [index, id] of ids.entries()) {
    const account = id.slice(id.indexOf(':') + 1)
    await tokens.import({ provider: 'zalo-oa', account, accessToken: `token-${index}`, expiresIn: 90_000 })
    await tokens.getAccessToken(id)
  }
  return tokens
}

function bare(ids) {
  const tokens = new Map(
    ids.map((id, index) => [id, { accessToken: `token-${index}`, freshUntil: Date.now() + 80_000_000 }]),
  )
  return {
    async getAccessToken(id) {
      const token = tokens.get(id)
      if (token !== undefined && Date.now() < token.freshUntil) return token.accessToken
      throw new Error('not fresh')
    },
  }
}

async function nanoseconds(subject, ids) {
  const start = process.hrtime.bigint()
  for (let call = 0; call < callsPerRound; call++) await subject.getAccessToken(ids[call % ids.length])
  return Number(process.hrtime.bigint() - start) / callsPerRound
}

const median = (values) => values.toSorted((one, other) => one - other)[Math.floor(values.length / 2)]

console.log(
  `getAccessToken from memory, median of ${rounds} rounds of ${callsPerRound} calls, Node ${process.version}`,
)
for (const count of [1, 10_000]) {
  const ids = Array.from({ length: count }, (_, index) => `zalo-oa:${1_000_000_000 + index}`)
  const [ours, limit] = [await managed(ids), bare(ids)]
  const pairs = []
  for (let round = -3; round < rounds; round++) {
    // Who goes first changes each round; the first rounds only warm up.
    const order = round % 2 === 0 ? [ours, limit] : [limit, ours]
    const times = new Map()
    for (const subject of order) times.set(subject, await nanoseconds(subject, ids))
    if (round >= 0) pairs.push({ ours: times.get(ours), limit: times.get(limit) })
  }
  const ratio = median(pairs.map((pair) => pair.ours / pair.limit))
  const [one, other] = [median(pairs.map((pair) => pair.ours)), median(pairs.map((pair) => pair.limit))]
  console.log(
    `${String(count).padStart(6)} connections: ${ratio.toFixed(2)} x an async Map look-up with an expiry check ` +
      `(${one.toFixed(0)} ns against ${other.toFixed(0)} ns)`,
  )
  await ours.close()
}
