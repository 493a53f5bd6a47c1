import { median } from '../shared/figures.mjs'
import { rounds } from './rounds.mjs'
import { all, describe, withoutPeers } from './subjects/index.mjs'

const concurrency = 64

const settings = {
  quick: { subjects: withoutPeers, connections: 200, rounds: 1, concurrency },
  full: { subjects: all, connections: 10_000, rounds: 3, concurrency },
}

/**
 * → { title, notes, rows: [{ name, processes, subject, version, perSecond, ratio, processor }], said }. The ratio is to
 * node:http in the same round with as many processes; processor: µs of the client processes for one refresh.
 */
export async function throughput({ quick = false, log = () => {}, change = {} } = {}) {
  const chosen = { ...(quick ? settings.quick : settings.full), ...change }
  const results = await rounds(chosen, log)
  const rows = [...results].map(([key, found]) => {
    const [name, processes] = key.split(' ')
    const limits = results.get(`limit ${processes}`)
    const { title, version } = describe(name)
    return {
      name,
      processes: Number(processes),
      subject: title,
      version,
      perSecond: median(found.map(({ perSecond }) => perSecond)),
      ratio: median(found.map(({ perSecond }, round) => perSecond / limits[round].perSecond)),
      processor: median(found.map(({ processor }) => processor)),
    }
  })
  rows.sort((one, other) => one.processes - other.processes || other.ratio - one.ratio)
  const notes = [
    `${chosen.connections} connections (on the embedded store a fifth) are due at once, and the provider answers at once; ${concurrency} are in work at a time in each process; median of ${chosen.rounds} rounds in turns.`,
    'oauth-tokens runs autoRefresh from its start until nothing is due: every connection is found, leased, opened, redeemed after its intent was recorded, sealed, stored and its history written. Two processes share one store and both know all connections.',
    'The parts alone are what such a refresh cannot do without, and nothing between them: no rule of the protocol, no list, no queue. No care that is taken of a token can make it faster than that.',
    'The others refresh and do nothing else; two processes share the work.',
  ]
  return { title: 'Throughput', notes, rows, said: said(rows) }
}

function said(rows) {
  const ratio = (name) =>
    rows.find((row) => row.name === name && row.processes === 1)?.ratio.toFixed(2) ?? '?'
  return (
    `In one process oauth-tokens refreshes ${ratio('redis')} times as fast as bare node:http posts with Redis, and ${ratio('embedded')} times with the embedded store; its parts alone do it ${ratio('parts')} times as fast. ` +
    `simple-oauth2 ${ratio('simple-oauth2')} and openid-client on built-in fetch ${ratio('openid-client')} times, without any store.`
  )
}
