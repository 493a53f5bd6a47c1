import { randomUUID } from 'node:crypto'
import type { Operation } from '../dialect.ts'
import type { Fault } from './fault.ts'
import { Gate } from './gate.ts'
import { parseFault } from './parse-fault.ts'

/** A fault that has not struck for the last time. */
export interface PendingFault {
  id: string
  fault: Fault
  /** How often it will still strike. */
  remaining: number | 'always'
  /** How many matching requests it still lets pass. */
  skip: number
}

export interface GateStatus {
  id: string
  arrived: number
  waiting: number
  open: boolean
}

/** A fault that strikes a request now. */
export interface StrikingFault {
  fault: Fault
  gate?: Gate
}

interface QueuedFault {
  id: string
  fault: Fault
  remaining: number
  skip: number
}

/** Faults in the order they were added. A request is struck by the first one that matches it, and no other. */
export class FaultQueue {
  #queue: QueuedFault[] = []
  readonly #gates = new Map<string, Gate>()

  /**
   * Queues a fault and returns its id.
   * @throws TypeError if the fault is malformed, or the id of a gate is taken
   */
  add(fault: Fault): string {
    const parsed = parseFault(fault)
    const id = ('id' in parsed ? parsed.id : undefined) ?? randomUUID()
    if (this.#gates.has(id)) throw new TypeError(`There is a gate ${id} already`)
    if (parsed.kind === 'gate') this.#gates.set(id, new Gate())
    const remaining = parsed.times === 'always' ? Number.POSITIVE_INFINITY : (parsed.times ?? 1)
    this.#queue.push({ id, fault: parsed, remaining, skip: parsed.afterSkip ?? 0 })
    return id
  }

  /** Forgets all faults and releases all gates. */
  clear(): void {
    this.#queue = []
    for (const gate of this.#gates.values()) gate.release()
    this.#gates.clear()
  }

  pending(): PendingFault[] {
    return this.#queue.map(({ id, fault, remaining, skip }) => {
      return { id, fault, remaining: remaining === Number.POSITIVE_INFINITY ? 'always' : remaining, skip }
    })
  }

  /**
   * Opens a gate for good: what it holds goes on, and later requests are not held.
   * @returns how many requests it held
   * @throws RangeError if there is no such gate
   */
  release(id: string): number {
    const gate = this.#gate(id)
    this.#queue = this.#queue.filter((queued) => queued.id !== id)
    return gate.release()
  }

  /** Resolves once `count` requests, since it was added, have arrived at a gate. */
  arrived(id: string, count = 1): Promise<void> {
    return this.#gate(id).whenArrived(count)
  }

  gate(id: string): GateStatus {
    const { arrived, waiting, open } = this.#gate(id)
    return { id, arrived, waiting, open }
  }

  /**
   * Takes the fault that strikes this request, if one does.
   * @internal
   */
  take(operation: Operation): StrikingFault | undefined {
    for (const queued of this.#queue) {
      if (!matches(queued.fault, operation)) continue
      if (queued.skip > 0) {
        queued.skip -= 1
        continue
      }
      queued.remaining -= 1
      if (queued.remaining === 0) this.#queue = this.#queue.filter((other) => other !== queued)
      const gate = this.#gates.get(queued.id)
      return { fault: queued.fault, ...(gate && { gate }) }
    }
    return undefined
  }

  #gate(id: string): Gate {
    const gate = this.#gates.get(id)
    if (!gate) throw new RangeError(`There is no gate ${id}`)
    return gate
  }
}

function matches(fault: Fault, operation: Operation): boolean {
  if ((fault.path ?? 'token') !== operation.path) return false
  if (fault.server !== undefined && fault.server !== operation.server) return false
  if (fault.grantType !== undefined && fault.grantType !== operation.grantType) return false
  return fault.accountId === undefined || fault.accountId === operation.accountId
}
