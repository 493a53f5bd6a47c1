import { inspect } from 'node:util'
import { type Attributes, context, DiagLogLevel, diag, metrics, trace } from '@opentelemetry/api'
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks'
import {
  AggregationTemporality,
  InMemoryMetricExporter,
  MeterProvider,
  PeriodicExportingMetricReader,
} from '@opentelemetry/sdk-metrics'
import {
  BasicTracerProvider,
  InMemorySpanExporter,
  type ReadableSpan,
  SimpleSpanProcessor,
} from '@opentelemetry/sdk-trace-base'

/** The real SDK as an application registers it, exporting into memory. */
export function opentelemetrySdk() {
  const spanExporter = new InMemorySpanExporter()
  const metricExporter = new InMemoryMetricExporter(AggregationTemporality.CUMULATIVE)
  const meterProvider = new MeterProvider({
    readers: [new PeriodicExportingMetricReader({ exporter: metricExporter })],
  })
  /** What the SDK complains of. */
  const complaints: string[] = []
  const complain = (message: string) => void complaints.push(message)
  const quiet = () => {}
  const logger = { error: complain, warn: complain, info: quiet, debug: quiet, verbose: quiet }

  const latest = async () => {
    metricExporter.reset()
    await meterProvider.forceFlush()
    return metricExporter.getMetrics().flatMap(({ scopeMetrics }) => scopeMetrics)
  }
  return {
    complaints,
    register() {
      diag.setLogger(logger, { logLevel: DiagLogLevel.WARN, suppressOverrideMessage: true })
      context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable())
      trace.setGlobalTracerProvider(
        new BasicTracerProvider({ spanProcessors: [new SimpleSpanProcessor(spanExporter)] }),
      )
      metrics.setGlobalMeterProvider(meterProvider)
    },
    async unregister() {
      for (const api of [context, trace, metrics, diag]) api.disable()
      await meterProvider.shutdown()
    },
    spans: (): ReadableSpan[] => spanExporter.getFinishedSpans(),
    /** The values of one metric, each with its attributes; of a histogram the whole point. */
    async points(name: string): Promise<[Attributes, unknown][]> {
      const data = (await latest()).flatMap((scope) => scope.metrics)
      const found = data.filter(({ descriptor }) => descriptor.name === name)
      return found.flatMap(({ dataPoints }) =>
        dataPoints.map(({ attributes, value }): [Attributes, unknown] => [attributes, value]),
      )
    },
    /** All that was exported, as text. */
    async exported(): Promise<string> {
      return inspect([spanExporter.getFinishedSpans(), await latest()], { depth: 12, showHidden: false })
    },
    latest,
  }
}
