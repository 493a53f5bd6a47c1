// What a run of the command costs beside a Node.js that does nothing.
import { figure } from '../shared/figures.mjs'
import { command, connection, openHouse } from './house.mjs'
import { runs } from './runs.mjs'

const empty = 'node -e 0'
const token = 'token, fresh'

/** With the variables of whoever runs this, or without the one that makes Node.js itself slow to start. */
function environments() {
  const { NODE_EXTRA_CA_CERTS: certificates, ...bare } = process.env
  return certificates ? { here: process.env, bare } : { here: bare }
}

function subjectsOf({ byVariables, byFile, env, accessToken }) {
  const printed = new RegExp(`^${accessToken}$`, 'm')
  return [
    { name: empty, args: ['-e', '0'], prints: /^$/ },
    { name: '--version', args: [command, '--version'], prints: /^\d+\.\d+\.\d+/ },
    { name: '--help', args: [command, '--help'], prints: /oauth-tokens login/ },
    { name: token, args: [command, 'token', connection], prints: printed },
    {
      name: 'token, with a configuration file',
      args: [command, 'token', connection],
      cwd: byFile,
      prints: printed,
    },
  ].map((subject) => ({ cwd: byVariables, env, ...subject }))
}

function tableOf(found, caption, says) {
  const base = found.get(empty)
  return {
    caption,
    columns: ['', `× ${empty}`, 'ms', 'ms over it'],
    rows: [...found].map(([name, ms]) => [name, `${figure(ms / base)} ×`, figure(ms), figure(ms - base)]),
    says,
  }
}

function goal(found, name, most) {
  const times = found.get(name) / found.get(empty)
  return { what: name, wanted: `≤ ${most} × ${empty}`, got: `${figure(times)} ×`, met: times <= most }
}

export async function measure({ quick, log }) {
  const found = {}
  for (const [which, environment] of Object.entries(environments())) {
    log(`startup: ${which}`)
    const house = openHouse(environment)
    try {
      found[which] = runs(subjectsOf(house), quick ? 1 : 41)
    } finally {
      house.close()
    }
  }
  const times = (which, name) => figure(found[which].get(name) / found[which].get(empty))
  const tables = [
    tableOf(
      found.here,
      'A run of the command, from start to end',
      `The version takes ${times('here', '--version')} times as long as nothing, a token ${times('here', token)} times.`,
    ),
  ]
  if (found.bare) {
    const says =
      `That variable makes Node.js read certificates before anything else, ${empty} as well, which flatters the ratios above. Without it the version ` +
      `takes ${times('bare', '--version')} times as long as nothing, a token ${times('bare', token)} times.`
    tables.push(tableOf(found.bare, 'The same without NODE_EXTRA_CA_CERTS, which is set here', says))
  }
  return {
    title: 'Start-up',
    method:
      'Whole processes, as a script starts them: the built command with its output in a pipe, beside a Node.js that does nothing. They take turns, ' +
      'another one first in each round, and the median of the rounds counts. The token is fresh and lies in the embedded store, encrypted by its key file.',
    tables,
    goals: [goal(found.here, '--version', 1.15), goal(found.here, token, 1.6)],
  }
}
