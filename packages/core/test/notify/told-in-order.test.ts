import { describe, expect, it, vi } from 'vitest'
import { type ConnectionStatus, memoryStore, type Notification } from '../../src/index.ts'
import { notifier } from '../../src/notify/notifier.ts'
import { json, resourceServer } from '../fetch/resource-server.ts'
import { gate } from '../support/gate.ts'

const secret = `whsec_${Buffer.alloc(32, 7).toString('base64')}`
const connection = 'fake:account-1'
const eventOf = (type: 'refresh-failed' | 'recovered' | 'reauthorization-due') => ({
  type,
  at: new Date(0),
  connection,
  provider: 'fake',
  generation: 1,
})

/** A notifier of a webhook, with a status that the test sets. */
async function telling(answers: (Promise<number> | number)[] = []) {
  const server = await resourceServer(async (_, response) =>
    json(response, (await answers.shift()) ?? 204, {}),
  )
  const store = memoryStore()
  const warnings: string[] = []
  const logger = {
    debug: () => {},
    info: () => {},
    error: () => {},
    warn: (message: string) => void warnings.push(message),
  }
  const state = { status: 'degraded' as ConnectionStatus | undefined, closing: new AbortController() }
  const ports = { store, logger, closing: state.closing.signal, status: async () => state.status }
  const url = `${server.origin}/hook?token=in-the-address`
  const got = () => server.seen.flatMap(({ body }) => (body ? [JSON.parse(body) as Notification] : []))
  /** Long enough for what is sent at once to arrive. */
  const roundTrips = async () => {
    for (let trip = 0; trip < 5; trip++) await fetch(server.origin)
  }
  const tell = notifier({ url, secret }, ports)
  return { state, store, warnings, ports, url, got, tell, roundTrips }
}

describe('a notification', () => {
  it('comes after the one before it was taken, so that the last word is the last that happened', async () => {
    const slow = gate()
    const { state, got, tell, roundTrips } = await telling([slow.passed.then(() => 204)])
    const first = tell(eventOf('refresh-failed'))
    await vi.waitFor(() => expect(got()).toHaveLength(1))
    state.status = 'active'
    const second = tell(eventOf('recovered'))
    await roundTrips()
    expect(got()).toHaveLength(1)
    slow.open()
    await Promise.all([first, second])
    expect(got().map(({ before, status }) => [before, status])).toEqual([
      ['active', 'degraded'],
      ['degraded', 'active'],
    ])
  })

  it('is none of a connection that is gone', async () => {
    const { state, got, tell, warnings } = await telling()
    state.status = undefined
    await tell(eventOf('refresh-failed'))
    expect([got(), warnings]).toEqual([[], []])
  })

  it('is left to another process that claimed it in the same moment', async () => {
    const { store, ports, url, got } = await telling()
    const swapNote: typeof store.swapNote = async (key, previous, next) => {
      await store.swapNote(key, previous, next)
      return false
    }
    await notifier({ url, secret }, { ...ports, store: { ...store, swapNote } })(eventOf('refresh-failed'))
    expect(got()).toEqual([])
  })

  it('ahead of an end is told whatever the status is, with the end', async () => {
    const { state, store, got, tell, warnings } = await telling([204, 410])
    state.status = 'active'
    const ending = { ...eventOf('reauthorization-due'), endsAt: new Date(86_400_000) }
    await tell(ending)
    await tell(ending)
    expect(got()[0]).toMatchObject({ status: 'active', endsAt: '1970-01-02T00:00:00.000Z' })
    expect(got()[0]).not.toHaveProperty('before')
    // It was not taken; who is told of changes is not affected.
    expect(warnings).toEqual([
      expect.stringMatching(/reauthorization-due was not delivered: .* answered 410\.$/),
    ])
    expect((await store.readNote(`told:${connection}`)).value).toBeUndefined()
  })

  it('that nobody takes while the manager closes is told by the next event, and its address is not shown', async () => {
    const { state, store, tell, warnings, url } = await telling()
    state.closing.abort(new Error('closing'))
    vi.stubGlobal('fetch', () => Promise.reject(new TypeError(`fetch failed: ${url}`)))
    await tell(eventOf('refresh-failed')).finally(() => vi.unstubAllGlobals())
    expect(warnings).toEqual([
      expect.stringMatching(/was not delivered: 127\.0\.0\.1:\d+ could not be reached\.$/),
    ])
    expect((await store.readNote(`told:${connection}`)).value).toBe('active')
  })

  it('never ends in an error, whatever a store of one’s own throws', async () => {
    const { ports, url, warnings } = await telling()
    const status = () => Promise.reject('a text')
    await notifier({ url, secret }, { ...ports, status })(eventOf('refresh-failed'))
    expect(warnings).toEqual([expect.stringMatching(/was not delivered: an unexpected failure\.$/)])
  })
})
