// Whole processes, from spawning to the end of their output.
import { spawnSync } from 'node:child_process'
import { median, rotated } from '../shared/figures.mjs'

/** Milliseconds of each subject: the median of rounds in which they take turns. */
export function runs(subjects, rounds) {
  const taken = new Map(subjects.map(({ name }) => [name, []]))
  for (let round = -1; round < rounds; round++) {
    for (const subject of rotated(subjects, round + subjects.length)) {
      const milliseconds = once(subject)
      // The first round finds cold files.
      if (round >= 0) taken.get(subject.name).push(milliseconds)
    }
  }
  return new Map([...taken].map(([name, all]) => [name, median(all)]))
}

function once({ name, args, cwd, env, prints }) {
  const began = performance.now()
  // Its output goes to a pipe, as in TOKEN=$(…).
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { cwd, env, encoding: 'utf8' })
  const took = performance.now() - began
  if (status !== 0 || !prints.test(stdout))
    throw new Error(`${name} ended with ${status}: ${stdout}${stderr}`)
  return took
}
