import fc from 'fast-check'
import { beforeEach } from 'vitest'

// Properties meet the same cases each time: a mutant is not killed today and alive tomorrow.
fc.configureGlobal({ ...fc.readConfigureGlobal(), seed: 7 })

/** Each takes a second or so, and judges little of a single refresh: many at once, the simulation itself, a network. */
const slow = [
  'is asked with for one connection at a time, less and less often',
  'lists ten thousand connections once, and then reads nothing until something is due',
  'are found out on a build that',
  'stores nothing at the user’s word where a check was asked for and could not be made',
  'says what became of its code when nothing was sent',
]

beforeEach(({ task, skip }) => {
  if (slow.some((title) => task.name.startsWith(title))) skip()
})
