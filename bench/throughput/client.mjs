// One client process, which becomes one subject. A child of shared/child.mjs.
import { load } from './subjects/index.mjs'

let subject

export default {
  async start({ name, task }) {
    const { create } = await load(name)
    subject = create(task)
  },
  async prepare(count) {
    await subject.prepare?.(count)
  },
  /** Milliseconds that it took, and microseconds of processor time. */
  async run(count) {
    const [began, before] = [performance.now(), process.cpuUsage()]
    await subject.run(count)
    const { user, system } = process.cpuUsage(before)
    return { milliseconds: performance.now() - began, processor: user + system }
  },
}
