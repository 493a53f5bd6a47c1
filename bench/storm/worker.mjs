// A process with callers. A child of shared/child.mjs.
import { load } from '../peers/index.mjs'

let subject

/** Whoever has no answer then counts as failed: two hundred times what the provider needs. */
const patience = 10_000

const now = () => performance.timeOrigin + performance.now()

export default {
  async start({ peer, ...setting }) {
    const { make } = await load(peer)
    subject = await make(setting)
  },
  /** One refresh of another connection, so that code is loaded and connections are open. */
  async warm(id) {
    await subject.getAccessToken(id)
  },
  /** All callers at once. */
  async storm(id, callers) {
    const tokens = new Map()
    const failures = new Map()
    const count = (map, key) => map.set(key, (map.get(key) ?? 0) + 1)
    const tooLate = new Promise((resolve) => setTimeout(resolve, patience, 'no answer').unref())
    const began = now()
    const call = async () => {
      try {
        const answer = await Promise.race([subject.getAccessToken(id), tooLate])
        if (answer === 'no answer') count(failures, `no answer in ${patience / 1000} s`)
        else count(tokens, subject.read(answer))
      } catch (error) {
        count(failures, `${error?.name}: ${String(error?.message).slice(0, 120)}`)
      }
    }
    await Promise.all(Array.from({ length: callers }, call))
    return { began, ended: now(), tokens, failures }
  },
  close: () => subject.close(),
}
