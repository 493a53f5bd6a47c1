import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { type Call, readCall } from './call.ts'
import type { createControl } from './control.ts'
import type { Dialect, Operation } from './dialect.ts'
import { Exchange } from './exchange.ts'
import type { FaultQueue } from './faults/fault-queue.ts'
import { strike } from './faults/strike.ts'
import type { Ledger } from './ledger.ts'
import { isLoopbackHost } from './loopback.ts'
import { textReply } from './reply.ts'
import { UnreadAnswers } from './unread-answers.ts'

export interface ServerParts {
  dialects: Dialect[]
  control: ReturnType<typeof createControl>
  faults: FaultQueue
  ledger: Ledger
  /** Aborted when the sandbox closes. */
  closing: AbortSignal
}

/** Routes by prefix: each dialect under its own, the control under `/_sandbox`. */
export function createSandboxServer(parts: ServerParts): Server {
  const unread = new UnreadAnswers()
  const server = createServer((request, response) => {
    handle(parts, unread, request, response).catch((error: unknown) => {
      if (parts.closing.aborted) return
      // A mistake of ours: loud, and not to be taken for a fault that somebody asked for.
      if (response.headersSent) response.destroy()
      else response.writeHead(500, { 'x-sandbox-error': 'internal' }).end(String(error))
    })
  })
  // An idle connection that we closed just as the client reused it would look like a fault.
  server.keepAliveTimeout = 0
  server.requestTimeout = 0
  server.on('connection', (socket) => unread.watch(socket))
  return server
}

async function handle(
  { dialects, control, faults, ledger, closing }: ServerParts,
  unread: UnreadAnswers,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  unread.next(request.socket, undefined)
  const plain = () => new Exchange(response, undefined, closing)
  if (!isLoopbackHost(request.headers.host)) {
    return plain().send(textReply('Only loopback Host headers are served', 403))
  }
  const call = await readCall(request)
  if (!call) return plain().send(textReply('Bad request', 400))
  if (isUnder('/_sandbox', call.path)) return plain().send(await control(call))

  const operation = receive(dialects, call)
  if (!operation) return plain().send(textReply('Not found', 404))
  const attempt = operation.grant && ledger.open(operation.grant)
  unread.next(request.socket, attempt)
  const exchange = new Exchange(response, attempt, closing)
  await act(operation, exchange, faults, closing, (kind) => attempt?.struckBy(kind))
}

/** Two dialects may share a prefix: Zalo's hosts serve Official Accounts and the social login. */
function receive(dialects: Dialect[], call: Call): Operation | undefined {
  for (const dialect of dialects) {
    const operation = isUnder(dialect.prefix, call.path) ? dialect.receive(call) : undefined
    if (operation) return operation
  }
  return undefined
}

async function act(
  operation: Operation,
  exchange: Exchange,
  faults: FaultQueue,
  closing: AbortSignal,
  note: (kind: string) => void,
): Promise<void> {
  const striking = faults.take(operation)
  if (!striking) return exchange.send(exchange.commit(operation, { keepRefreshToken: false }).reply)
  note(striking.fault.kind)
  await strike(striking, operation, exchange, closing)
}

function isUnder(prefix: string, path: string): boolean {
  return path === prefix || path.startsWith(`${prefix}/`)
}
