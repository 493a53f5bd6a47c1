import { setTimeout as delay } from 'node:timers/promises'
import type { Operation } from '../dialect.ts'
import type { Exchange } from '../exchange.ts'
import type { Reply } from '../reply.ts'
import { badReply } from './bad-reply.ts'
import type { Fault } from './fault.ts'
import type { StrikingFault } from './fault-queue.ts'

/** Acts on a request and answers it as the fault wants. A client that gave up does not stop the server. */
export async function strike(
  { fault, gate }: StrikingFault,
  operation: Operation,
  exchange: Exchange,
  closing: AbortSignal,
): Promise<void> {
  if (fault.delayMs) await delay(fault.delayMs, undefined, { signal: closing })
  if (holdsAt(fault) === 'before-commit') await gate?.pass()
  if (fault.kind === 'reset-before') return exchange.reset()
  if (fault.kind === 'hang-before-commit') return

  const keepRefreshToken = fault.kind === 'missing-refresh-token'
  const reply = commits(fault) ? exchange.commit(operation, { keepRefreshToken }).reply : undefined

  if (holdsAt(fault) === 'after-commit') await gate?.pass()
  if (fault.delayAfterMs) await delay(fault.delayAfterMs, undefined, { signal: closing })
  answer(fault, operation, exchange, reply)
}

function holdsAt(fault: Fault): 'before-commit' | 'after-commit' | undefined {
  return fault.kind === 'gate' ? (fault.hold ?? 'before-commit') : undefined
}

function commits(fault: Fault): boolean {
  switch (fault.kind) {
    case 'error-body':
    case 'throttled':
      return false
    case 'status':
    case 'html':
    case 'empty':
      return fault.commit ?? false
    default:
      return true
  }
}

function answer(fault: Fault, operation: Operation, exchange: Exchange, reply: Reply | undefined): void {
  switch (fault.kind) {
    case 'answer-lost':
      exchange.cut()
      break
    case 'reset-after':
      exchange.reset()
      break
    case 'hang-after-commit':
      break
    case 'truncated':
      if (reply) exchange.sendHalf(reply)
      break
    default:
      exchange.send(badReply(fault, operation, reply))
  }
}
