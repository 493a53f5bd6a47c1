import { startChild } from '../shared/child.mjs'
import { grant } from '../shared/grants.mjs'

const worker = new URL('worker.mjs', import.meta.url)

/** The callers of one connection spread over the processes. */
const shares = (callers, processes) =>
  Array.from({ length: processes }, (_, index) => Math.floor((callers + index) / processes))

/** One round: all callers of all processes want the token of one expired connection. */
async function round({ workers, endpoint, account, callers }) {
  const id = `bench:${account}`
  const sent = shares(callers, workers.length).toReversed()
  const answers = await Promise.all(workers.map((child, index) => child.ask('storm', id, sent[index])))
  const tokens = [...new Set(answers.flatMap((answer) => [...answer.tokens.keys()]))]
  const live = new Set(await endpoint.ask('live', account, tokens))
  // A token that was not issued since is the expired one: its caller failed too.
  const served = answers
    .flatMap((answer) => [...answer.tokens])
    .filter(([token]) => live.has(token))
    .reduce((sum, [, count]) => sum + count, 0)
  const reasons = answers.flatMap(({ failures }) => [...failures.keys()])
  if (tokens.length > live.size) reasons.push('the expired token, as if it were good')
  return {
    redemptions: await endpoint.ask('redemptions', account),
    failed: callers - served,
    reasons: [...new Set(reasons)],
    milliseconds:
      Math.max(...answers.map(({ ended }) => ended)) - Math.min(...answers.map(({ began }) => began)),
  }
}

/**
 * All rounds of one subject in `processes` processes.
 * @param rounds how many for each number of callers: Map(callers → rounds)
 * @returns Map(callers → rounds' figures)
 */
export async function runPeer({ peer, processes, rounds, endpoint, services }) {
  const url = await endpoint.ask('url')
  const cases = [...rounds].flatMap(([callers, count]) =>
    Array.from({ length: count }, (_, index) => ({ callers, account: `${callers}-${index}` })),
  )
  // Each process warms up with a connection of its own.
  const names = [
    ...cases.map(({ account }) => account),
    ...shares(0, processes).map((_, index) => `warm-${index}`),
  ]
  const grants = names.map((account) => grant(account, { expired: true }))
  await endpoint.ask('know', grants)
  const setting = { peer, processes, grants, tokenUrl: `${url}/token`, slackUrl: `${url}/api/`, ...services }
  const workers = []
  try {
    for (let index = 0; index < processes; index++) {
      workers.push(await startChild(worker, { start: { ...setting, first: index === 0 } }))
      await workers[index].ask('warm', `bench:warm-${index}`)
    }
    const figures = new Map([...rounds.keys()].map((callers) => [callers, []]))
    for (const { callers, account } of cases)
      figures.get(callers).push(await round({ workers, endpoint, account, callers }))
    return figures
  } finally {
    await Promise.all(workers.map(({ end }) => end()))
  }
}
