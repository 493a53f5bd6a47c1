import { context, metrics, SpanKind, SpanStatusCode, trace } from '@opentelemetry/api'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createContainer, tokens as parts } from '../src/container.ts'
import type { RedeemOutcome, Telemetry, TokenManager } from '../src/index.ts'
import { openTelemetry } from '../src/opentelemetry.ts'
import { fakeClock } from '../src/testing/index.ts'
import { fakeProvider } from './support/fake-provider.ts'
import { opentelemetrySdk } from './support/opentelemetry-sdk.ts'
import { failingStore } from './support/tampered.ts'
import { turns } from './support/turns.ts'
import { due, expired, failure, id, loggedIn, logIn } from './support/world.ts'

let sdk: ReturnType<typeof opentelemetrySdk>
beforeEach(() => {
  sdk = opentelemetrySdk()
  sdk.register()
})
afterEach(async () => {
  const exported = await sdk.exported()
  await sdk.unregister()
  // I5, of each of the tests: the tokens of the fake provider, and those that are planted.
  expect(exported).not.toMatch(/(access|refresh)-\d|planted|verifier-of/)
  expect(sdk.complaints).toEqual([])
})

const watched = { telemetry: openTelemetry() }
const provider = { 'oauth_tokens.provider': 'fake' }
const only = () => {
  const spans = sdk.spans()
  expect(spans).toHaveLength(1)
  return spans[0]!
}
const steps = ({ events }: { events: { name: string }[] }) => events.map(({ name }) => name)
const eventsTold = async () =>
  (await sdk.points('oauth_tokens.events')).map(([{ 'oauth_tokens.event.type': type }, count]) => [
    type,
    count,
  ])

const unanswered = (): RedeemOutcome => ({ kind: 'unknown', cause: { name: 'Error', code: 'ECONNRESET' } })
const throttled = (): RedeemOutcome => ({ kind: 'throttled', code: 'slow_down', message: 'Slow down.' })

describe('a refresh that is watched', () => {
  it('is a span with its steps, a count and a duration', async () => {
    const { tokens } = await expired({}, watched)
    expect(await tokens.getAccessToken(id)).toBe('access-3')
    const span = only()
    expect([span.name, span.kind]).toEqual(['oauth_tokens.refresh', SpanKind.INTERNAL])
    expect(span.instrumentationScope).toMatchObject({
      name: '@oauth-tokens/core',
      version: expect.any(String),
    })
    expect(span.status).toEqual({ code: SpanStatusCode.UNSET })
    expect(span.attributes).toEqual({
      'oauth_tokens.connection': id,
      'oauth_tokens.provider': 'fake',
      'oauth_tokens.why': 'expired',
      'oauth_tokens.outcome': 'issued',
      'oauth_tokens.redeemed': true,
      'oauth_tokens.generation': 2,
    })
    expect(steps(span)).toEqual(
      ['leased', 'intent', 'sending', 'answered', 'saving', 'saved'].map((step) => `oauth_tokens.${step}`),
    )

    const issued = { ...provider, 'oauth_tokens.outcome': 'issued' }
    expect(await sdk.points('oauth_tokens.refreshes')).toEqual([[issued, 1]])
    expect(await sdk.points('oauth_tokens.refresh.duration')).toMatchObject([[issued, { count: 1 }]])
    expect(await sdk.points('oauth_tokens.active_refreshes')).toEqual([[provider, 0]])
    expect(await eventsTold()).toEqual([
      ['issued', 1],
      ['refreshed', 1],
    ])
  })

  it('has its duration in seconds of the manager’s clock, in buckets as long as a refresh may take', async () => {
    const { tokens, provider, clock } = await expired({}, watched)
    provider.before = async () => clock.advance(12_000)
    await tokens.getAccessToken(id)
    const [, point] = (await sdk.points('oauth_tokens.refresh.duration'))[0]!
    expect(point).toMatchObject({ sum: 12, buckets: { boundaries: expect.arrayContaining([0.005, 20, 45]) } })
    const metrics = (await sdk.latest()).flatMap((scope) => scope.metrics)
    const units = metrics.map(({ descriptor }) => [descriptor.name, descriptor.unit])
    expect(Object.fromEntries(units)).toEqual({
      'oauth_tokens.refresh.duration': 's',
      'oauth_tokens.refreshes': '{refresh}',
      'oauth_tokens.active_refreshes': '{refresh}',
      'oauth_tokens.events': '{event}',
    })
  })

  it('is one for all who wait for it, and counts as under way meanwhile', async () => {
    const { tokens, provider: server } = await expired({}, watched)
    let active: unknown
    server.before = async () => {
      active = await sdk.points('oauth_tokens.active_refreshes')
    }
    await Promise.all(Array.from({ length: 50 }, () => tokens.getAccessToken(id)))
    expect(only().attributes).toMatchObject({ 'oauth_tokens.outcome': 'issued' })
    expect(active).toEqual([[provider, 1]])
    expect(await sdk.points('oauth_tokens.active_refreshes')).toEqual([[provider, 0]])
  })

  it('is none, and no count, while tokens come from memory', async () => {
    const { tokens } = await expired({}, watched)
    await tokens.getAccessToken(id)
    const before = await sdk.exported()
    for (let call = 0; call < 100; call++) await tokens.getAccessToken(id)
    await tokens.getTokenSet(id, { minTtl: '5m' })
    expect(sdk.spans()).toHaveLength(1)
    expect(await sdk.points('oauth_tokens.refreshes')).toMatchObject([[{}, 1]])
    expect(before).toContain('oauth_tokens.refreshes')
  })

  it('says why it was made', async () => {
    const { tokens } = await loggedIn({}, watched)
    await tokens.refresh(id)
    await tokens.getAccessToken(id, { rejected: 'access-3' })
    await tokens.getAccessToken(id, { minTtl: '2h' })
    expect(sdk.spans().map(({ attributes }) => attributes['oauth_tokens.why'])).toEqual([
      'forced',
      'rejected',
      'min-ttl',
    ])
  })
})

describe('the outcome', () => {
  it('is "adopted" when another process was faster, and nothing was sent', async () => {
    const { tokens, manager } = await expired()
    const other = manager(watched)
    await tokens.getAccessToken(id)
    expect(await other.getAccessToken(id)).toBe('access-3')
    const { attributes, status, events } = only()
    expect(attributes).toMatchObject({ 'oauth_tokens.outcome': 'adopted', 'oauth_tokens.redeemed': false })
    expect([status.code, events]).toEqual([SpanStatusCode.UNSET, []])
    expect(await sdk.points('oauth_tokens.refreshes')).toEqual([
      [{ ...provider, 'oauth_tokens.outcome': 'adopted' }, 1],
    ])
  })

  it('is "failed" with the class and code of a refusal, and no message', async () => {
    const { tokens, provider: server } = await expired({}, watched)
    server.current = 'planted-elsewhere'
    const { message } = await failure(tokens.getAccessToken(id))
    const { attributes, status, events } = only()
    expect(attributes).toMatchObject({
      'oauth_tokens.outcome': 'failed',
      'oauth_tokens.redeemed': true,
      'oauth_tokens.generation': 1,
      'error.type': 'ReauthorizationRequiredError',
      'oauth_tokens.error.code': 'invalid_grant',
    })
    expect(status).toEqual({ code: SpanStatusCode.ERROR, message: 'invalid_grant' })
    expect(events.map(({ name }) => name)).not.toContain('exception')
    expect(await sdk.exported()).not.toContain(message)
    const failed = {
      ...provider,
      'oauth_tokens.outcome': 'failed',
      'error.type': 'ReauthorizationRequiredError',
    }
    expect(await sdk.points('oauth_tokens.refreshes')).toEqual([[failed, 1]])
    expect(await eventsTold()).toContainEqual(['reauthorization-required', 1])
  })

  it('of a lost answer names the doubt; what the back-off then holds back is a "cool-down"', async () => {
    const { tokens, provider: server } = await expired({}, watched)
    server.script = [unanswered]
    await failure(tokens.getAccessToken(id))
    await failure(tokens.getAccessToken(id))
    expect(server.sent).toHaveLength(1)
    expect(sdk.spans().map(({ attributes }) => attributes)).toMatchObject([
      { 'oauth_tokens.outcome': 'failed', 'oauth_tokens.redeemed': true, 'oauth_tokens.in_doubt': true },
      { 'oauth_tokens.outcome': 'cool-down', 'oauth_tokens.redeemed': false, 'oauth_tokens.in_doubt': true },
    ])
    const counted = await sdk.points('oauth_tokens.refreshes')
    expect(counted.map(([attributes, count]) => [attributes['oauth_tokens.outcome'], count])).toEqual([
      ['failed', 1],
      ['cool-down', 1],
    ])
    expect(await eventsTold()).toContainEqual(['in-doubt', 1])
  })

  it('is "failed" though a token that is still good was served, which is an event', async () => {
    const { tokens, provider: server } = await due({}, watched)
    server.script = [throttled]
    expect(await tokens.getTokenSet(id)).toMatchObject({ degraded: true })
    expect(only().status).toEqual({ code: SpanStatusCode.ERROR, message: 'slow_down' })
    expect(await eventsTold()).toEqual([
      ['issued', 1],
      ['refresh-failed', 1],
      ['degraded', 1],
    ])
  })

  it('is "issued" and unsaved while neither store nor rescue folder took the tokens', async () => {
    const made = await expired()
    const faulty = failingStore(made.store)
    faulty.fail('save', 'before', 99)
    made.rescue.full = true
    const tokens = made.manager({ store: faulty.store, ...watched })
    expect(await tokens.getAccessToken(id)).toBe('access-3')
    expect(only().attributes).toMatchObject({
      'oauth_tokens.outcome': 'issued',
      'oauth_tokens.unsaved': true,
    })
    faulty.heal()
    await tokens.close()
    expect(await eventsTold()).toEqual([
      ['degraded', 1],
      ['refreshed', 1],
      ['recovered', 1],
    ])
  })

  it('I5: holds no secret of an adapter or a store that tells all it knows', async () => {
    const leak = (text: string) =>
      Promise.reject(Object.assign(new Error(`planted: ${text}`), { code: `planted ${text}` }))
    const { tokens, manager, store, clock } = await expired(
      { refresh: ({ refreshToken }) => leak(refreshToken) },
      watched,
    )
    await failure(tokens.getAccessToken(id))
    clock.advance(60_000)
    for (const method of ['read', 'acquire', 'spend'] as const) {
      const leaking = { ...store, [method]: (...args: unknown[]) => leak(JSON.stringify(args)) }
      await failure(manager({ store: leaking, ...watched }).getAccessToken(id))
    }
    const attribute = (name: string) => sdk.spans().map(({ attributes }) => attributes[name])
    expect(attribute('error.type')).toEqual([
      'ProviderUnavailableError',
      ...Array(3).fill('StoreUnavailableError'),
    ])
    expect(attribute('oauth_tokens.redeemed')).toEqual([true, false, false, false])
  })
})

describe('the context', () => {
  const request = (name: string, work: () => Promise<unknown>) =>
    trace.getTracer('app').startActiveSpan(name, async (span) => {
      await work()
      span.end()
    })
  const spanNamed = (name: string) => sdk.spans().find((span) => span.name === name)!
  const parentOf = (name: string) => spanNamed(name).parentSpanContext?.spanId

  it('makes the provider’s HTTP span a child of the refresh, and the refresh one of the request', async () => {
    const { tokens } = await expired(
      { refresh: async () => ({ kind: 'issued', grant: await http() }) },
      watched,
    )
    const http = async () => {
      await turns(1)
      trace.getTracer('http').startSpan('POST').end()
      return {
        accessToken: 'access-9',
        refreshToken: 'refresh-9',
        tokenType: 'bearer',
        expiresIn: 3600,
        raw: {},
      }
    }
    await request('GET /', async () => {
      const outside = context.active()
      await tokens.getAccessToken(id)
      expect(context.active()).toBe(outside)
    })
    expect(parentOf('POST')).toBe(spanNamed('oauth_tokens.refresh').spanContext().spanId)
    expect(parentOf('oauth_tokens.refresh')).toBe(spanNamed('GET /').spanContext().spanId)
  })

  it('of a refresh that nobody asked for is its own, though it was planned during a request', async () => {
    const { tokens, clock } = await loggedIn({}, watched)
    await request('start', async () => {
      const auto = tokens.autoRefresh()
      for (let hour = 0; hour < 3; hour++) {
        await auto.idle()
        clock.advance(3_400_000)
        await turns(10)
      }
      await auto.stop()
    })
    const refreshes = sdk.spans().filter(({ name }) => name === 'oauth_tokens.refresh')
    expect(refreshes.map(({ attributes }) => attributes['oauth_tokens.why'])).toEqual(['due', 'due', 'due'])
    expect(refreshes.map(({ parentSpanContext }) => parentSpanContext)).toEqual([
      undefined,
      undefined,
      undefined,
    ])
  })
})

describe('an SDK', () => {
  it('is not needed: without one nothing is recorded', async () => {
    await sdk.unregister()
    const { tokens } = await expired({}, watched)
    expect(await tokens.getAccessToken(id)).toBe('access-3')
    expect(sdk.spans()).toEqual([])
  })

  it('may be registered after the manager was made, and after its first refresh', async () => {
    await sdk.unregister()
    const { tokens, clock } = await expired({}, { telemetry: openTelemetry() })
    await tokens.getAccessToken(id)
    sdk = opentelemetrySdk()
    sdk.register()
    clock.advance(3_600_000)
    await tokens.getAccessToken(id)
    expect(only().attributes).toMatchObject({ 'oauth_tokens.generation': 3 })
    expect(await sdk.points('oauth_tokens.refreshes')).toMatchObject([[provider, 1]])
  })

  it('may be given, instead of the global one', async () => {
    const calls: string[] = []
    const tracer = trace.getTracer('own')
    const own: typeof tracer = {
      startSpan: (name, ...rest) => {
        calls.push(name)
        return tracer.startSpan(name, ...rest)
      },
      startActiveSpan: tracer.startActiveSpan.bind(tracer) as typeof tracer.startActiveSpan,
    }
    const { tokens } = await expired(
      {},
      { telemetry: openTelemetry({ tracer: own, meter: metrics.getMeter('own') }) },
    )
    await tokens.getAccessToken(id)
    expect(calls).toEqual(['oauth_tokens.refresh'])
    expect(only().instrumentationScope.name).toBe('own')
    expect((await sdk.latest()).map(({ scope }) => scope.name)).toEqual(['own'])
  })
})

describe('telemetry of one’s own', () => {
  const broken = (): never => {
    throw new Error('planted access-1')
  }
  const observer = { run: broken, step: broken, end: broken }

  it.each<[string, Telemetry]>([
    ['throws everywhere', { refresh: broken, event: broken }],
    ['throws while it watches', { refresh: () => observer, event: broken }],
    [
      'forgets to run',
      { refresh: () => ({ run: () => undefined as never, step() {}, end() {} }), event() {} },
    ],
    [
      'runs twice, and rejects',
      {
        refresh: () => ({
          run: async (work) => {
            await Promise.all([work(), work()])
            return broken()
          },
          step() {},
          end() {},
        }),
        event() {},
      },
    ],
  ])('that %s changes no refresh', async (_fault, telemetry) => {
    const lines: string[] = []
    const note = (line: string) => void lines.push(line)
    const logger = { debug: note, info: note, warn: note, error: note }
    const { tokens, provider: server } = await expired({}, { telemetry, logger })
    expect(await tokens.getAccessToken(id)).toBe('access-3')
    expect(server.sent).toEqual(['refresh-2'])
    expect(lines.join('\n')).not.toContain('planted')
    if (telemetry.event === broken) expect(lines).toContain('The telemetry threw Error.')
  })

  it('can be registered in a container', async () => {
    const told: unknown[] = []
    const clock = fakeClock()
    const container = createContainer({ providers: [fakeProvider().adapter], clock })
    expect(container.resolve(parts.telemetry)).toBeUndefined()
    const telemetry: Telemetry = {
      refresh(subject) {
        told.push(subject)
        return { run: (work) => work(), step() {}, end: (end) => void told.push(end) }
      },
      event: ({ type }) => void told.push(type),
    }
    container.register(parts.telemetry, { useValue: telemetry })
    const manager = container.resolve<TokenManager>(parts.manager)
    await logIn(manager)
    clock.advance(3_600_000)
    await manager.getAccessToken(id)
    expect(told).toEqual([
      'issued',
      { connection: id, provider: 'fake', why: 'expired' },
      'refreshed',
      { outcome: 'issued', duration: 0, redeemed: true, unsaved: false, doubtful: false, generation: 2 },
    ])
  })
})
