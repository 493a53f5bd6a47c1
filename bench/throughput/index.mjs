// How many connections one process and two refresh in a second.
import { figure, whole } from '../shared/figures.mjs'
import { throughput } from './throughput.mjs'

function tableOf(rows, processes) {
  const own = rows.filter((row) => row.processes === processes)
  return {
    caption: processes === 1 ? 'One process' : 'Two processes',
    columns: ['', 'of node:http', 'refreshes in a second', 'µs of processor time for one'],
    rows: own.map(({ subject, perSecond, ratio, processor }) => [
      subject,
      figure(ratio),
      whole(perSecond),
      whole(processor),
    ]),
  }
}

function goalsOf(rows) {
  const ratio = (name) => rows.find((row) => row.name === name && row.processes === 1)?.ratio
  const ours = ratio('redis')
  const goals = [
    { what: 'on Redis, of bare node:http', wanted: '≥ 0.33', got: figure(ours), met: ours >= 0.33 },
  ]
  const [simple, plain] = [ratio('simple-oauth2'), ratio('openid-client')]
  if (simple !== undefined)
    goals.push({
      what: 'beside simple-oauth2, which has no store and no lock',
      wanted: 'ahead',
      got: `${figure(ours / simple)} ×`,
      met: ours > simple,
    })
  if (plain !== undefined)
    goals.push({
      what: 'beside openid-client on built-in fetch, which has neither',
      wanted: '≥ 2 ×',
      got: `${figure(ours / plain)} ×`,
      met: ours >= 2 * plain,
    })
  return goals
}

export async function measure({ quick, log }) {
  const { title, notes, rows, said } = await throughput({ quick, log })
  const [first, second] = [tableOf(rows, 1), tableOf(rows, 2)]
  return {
    title,
    method: notes.join(' '),
    tables: [
      { ...first, says: said },
      { ...second, says: 'The ratio is to node:http in two processes.' },
    ],
    goals: goalsOf(rows),
  }
}
