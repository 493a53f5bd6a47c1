import type { Call } from './call.ts'
import type { SandboxClock } from './clock.ts'
import { controlHelp } from './control-help.ts'
import type { Fault } from './faults/fault.ts'
import type { FaultQueue } from './faults/fault-queue.ts'
import { isLoopbackOrigin } from './loopback.ts'
import { jsonReply, type Reply, textReply } from './reply.ts'
import type { SandboxStats } from './stats.ts'

/** What the control steers. */
export interface Controlled {
  clock: SandboxClock
  faults: FaultQueue
  stats(): SandboxStats
  /** Routes of the dialects, as `POST /mint`. */
  routes: Record<string, ControlRoute>
}

/** Answers with the JSON that it returns; a TypeError or RangeError is the caller's mistake. */
export type ControlRoute = (body: Record<string, unknown>) => unknown

/** The HTTP control under `/_sandbox/`, for other processes and for curl. */
export function createControl(controlled: Controlled): (call: Call) => Promise<Reply> {
  const routes = { ...commonRoutes(controlled), ...controlled.routes }
  return async (call) => {
    if (!isLoopbackOrigin(call.headers.origin)) return jsonReply({ error: 'Foreign Origin' }, 403)
    const path = call.path.slice('/_sandbox'.length)
    if (call.method === 'GET' && path.length < 2) return textReply(controlHelp)
    try {
      const gate = /^\/gates\/([^/]+)(\/\w+)?$/.exec(path)
      if (gate) return await gateReply(controlled.faults, call, decodeURIComponent(gate[1] ?? ''), gate[2])
      const route = routes[`${call.method} ${path}`]
      if (!route) return jsonReply({ error: 'No such page; GET /_sandbox/ lists them' }, 404)
      return jsonReply(await route(bodyOf(call)))
    } catch (error) {
      if (error instanceof RangeError) return jsonReply({ error: error.message }, 404)
      if (error instanceof TypeError || error instanceof SyntaxError || error instanceof URIError) {
        return jsonReply({ error: error.message }, 400)
      }
      throw error
    }
  }
}

function commonRoutes({ clock, faults, stats }: Controlled): Record<string, ControlRoute> {
  const time = () => ({ now: clock.now(), iso: new Date(clock.now()).toISOString() })
  return {
    'GET /stats': () => stats(),
    'GET /clock': time,
    'POST /clock': ({ advance }) => {
      if (typeof advance !== 'number') throw new TypeError('Give {"advance": seconds}')
      clock.advance(advance * 1000)
      return time()
    },
    'GET /faults': () => faults.pending(),
    'POST /faults': (fault) => ({ id: faults.add(fault as unknown as Fault) }),
    'DELETE /faults': () => {
      faults.clear()
      return {}
    },
  }
}

async function gateReply(
  faults: FaultQueue,
  call: Call,
  id: string,
  action: string | undefined,
): Promise<Reply> {
  switch (`${call.method} ${action ?? ''}`) {
    case 'GET ':
      return jsonReply(faults.gate(id))
    case 'GET /arrived':
      await faults.arrived(id, Number(call.query.get('count') ?? 1))
      return jsonReply(faults.gate(id))
    case 'POST /release':
      return jsonReply({ released: faults.release(id) })
    default:
      return jsonReply({ error: 'No such page; GET /_sandbox/ lists them' }, 404)
  }
}

function bodyOf({ body }: Call): Record<string, unknown> {
  const value: unknown = body === '' ? {} : JSON.parse(body)
  if (typeof value !== 'object' || value === null) throw new TypeError('The body is a JSON object')
  return value as Record<string, unknown>
}
