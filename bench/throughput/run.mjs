// The throughput alone: node bench/throughput/run.mjs [--quick] [--only=limit,redis] [--connections=2000] [--rounds=5]
import { fileURLToPath } from 'node:url'
import { figure, whole } from '../shared/figures.mjs'
import { throughput } from './throughput.mjs'

export { throughput }

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const given = (flag) => process.argv.find((argument) => argument.startsWith(`--${flag}=`))?.split('=')[1]
  const change = {
    ...(given('only') && { subjects: given('only').split(',') }),
    ...(given('connections') && { connections: Number(given('connections')) }),
    ...(given('rounds') && { rounds: Number(given('rounds')) }),
  }
  const quick = process.argv.includes('--quick')
  const { title, notes, rows, said } = await throughput({ quick, change, log: console.error })
  console.log([title, ...notes].join('\n'))
  for (const { subject, version, processes, perSecond, ratio, processor } of rows) {
    const who = `${subject} ${version}`.padEnd(74)
    const rate = `${whole(perSecond)}/s`.padStart(9)
    console.log(`${processes} ${who} ${rate} ${figure(ratio)} × ${whole(processor).padStart(6)} µs CPU`)
  }
  console.log(said)
  // Not by itself: a peer's connection must not keep it.
  process.exit(0)
}
