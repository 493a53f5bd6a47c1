import { readFileSync } from 'node:fs'
import {
  type Attributes,
  context,
  type Meter,
  metrics,
  ROOT_CONTEXT,
  SpanStatusCode,
  type Tracer,
  trace,
} from '@opentelemetry/api'
import type { RefreshEnd, Telemetry } from './telemetry.ts'

export interface OpenTelemetryOptions {
  /** @default that of the global API, registered now or later */
  tracer?: Tracer
  /** @default that of the global API, registered now or later */
  meter?: Meter
}

const name = '@oauth-tokens/core'
/** Seconds, up to the default waiter budget: a refresh may wait for a slow provider, and for another process. */
const boundaries = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 20, 30, 45]

/**
 * Reports refreshes to OpenTelemetry: a span `oauth_tokens.refresh` each, in which the provider's and the store's own
 * spans lie; counters `oauth_tokens.refreshes`, `oauth_tokens.active_refreshes`, `oauth_tokens.events`; a histogram
 * `oauth_tokens.refresh.duration` in seconds. Metrics tell providers apart; only spans name the connection.
 * Without an SDK nothing is recorded. Needs `@opentelemetry/api`.
 *
 * @example
 * ```ts
 * const tokens = createTokenManager({ store, providers, telemetry: openTelemetry() })
 * ```
 */
export function openTelemetry(options: OpenTelemetryOptions = {}): Telemetry {
  const version = ownVersion()
  const instruments = currentInstruments(() => options.meter ?? metrics.getMeter(name, version))

  return {
    refresh({ connection, provider, why }) {
      // Background work belongs to no request, though its timer may have been set during one.
      const parent = why === 'due' ? ROOT_CONTEXT : context.active()
      const attributes = {
        'oauth_tokens.connection': connection,
        'oauth_tokens.provider': provider,
        'oauth_tokens.why': why,
      }
      const tracer = options.tracer ?? trace.getTracer(name, version)
      const span = tracer.startSpan('oauth_tokens.refresh', { attributes }, parent)
      const active = trace.setSpan(parent, span)
      const { refreshes, activeRefreshes, duration } = instruments()
      activeRefreshes.add(1, { 'oauth_tokens.provider': provider }, active)
      return {
        run: (work) => context.with(active, work),
        step(step) {
          span.addEvent(`oauth_tokens.${step}`)
        },
        end(end) {
          const labels = labelsOf(provider, end)
          activeRefreshes.add(-1, { 'oauth_tokens.provider': provider }, active)
          refreshes.add(1, labels, active)
          duration.record(end.duration / 1000, labels, active)
          span.setAttributes({ ...labels, ...detailsOf(end) })
          if (end.error) span.setStatus({ code: SpanStatusCode.ERROR, message: end.error.code })
          span.end()
        },
      }
    },
    event({ provider, type }) {
      instruments().events.add(1, { 'oauth_tokens.provider': provider, 'oauth_tokens.event.type': type })
    },
  }
}

/** What metrics are told apart by: few values, and none of them a person. */
function labelsOf(provider: string, { outcome, error }: RefreshEnd): Attributes {
  return {
    'oauth_tokens.provider': provider,
    'oauth_tokens.outcome': outcome,
    ...(error && { 'error.type': error.name }),
  }
}

function detailsOf({ redeemed, unsaved, doubtful, generation, error }: RefreshEnd): Attributes {
  return {
    'oauth_tokens.redeemed': redeemed,
    ...(unsaved && { 'oauth_tokens.unsaved': true }),
    ...(doubtful && { 'oauth_tokens.in_doubt': true }),
    ...(generation !== undefined && { 'oauth_tokens.generation': generation }),
    ...(error && { 'oauth_tokens.error.code': error.code }),
  }
}

/** Made again when another SDK is registered: the global API's meters, unlike its tracers, do not follow. */
function currentInstruments(meterNow: () => Meter) {
  let made: { by: unknown; instruments: ReturnType<typeof instrumentsBy> } | undefined
  return () => {
    const by = metrics.getMeterProvider()
    if (made?.by !== by) made = { by, instruments: instrumentsBy(meterNow()) }
    return made.instruments
  }
}

function instrumentsBy(meter: Meter) {
  return {
    refreshes: meter.createCounter('oauth_tokens.refreshes', {
      description: 'Refreshes that ended, by outcome',
      unit: '{refresh}',
    }),
    activeRefreshes: meter.createUpDownCounter('oauth_tokens.active_refreshes', {
      description: 'Refreshes under way',
      unit: '{refresh}',
    }),
    duration: meter.createHistogram('oauth_tokens.refresh.duration', {
      description: 'From the first look into the store to the end, waiting for other processes included',
      unit: 's',
      advice: { explicitBucketBoundaries: boundaries },
    }),
    events: meter.createCounter('oauth_tokens.events', {
      description: 'What happened to connections, by type',
      unit: '{event}',
    }),
  }
}

/** Undefined where a bundler has put this file somewhere else. */
function ownVersion(): string | undefined {
  try {
    const manifest: unknown = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8'))
    const own = manifest as { name: string; version: string }
    return own.name === name ? own.version : undefined
  } catch {
    return undefined
  }
}
