/** Ctrl-C, and what else would end the bench while its processes run. */
export interface Interruption {
  /** Resolves with the signal; never, if there is none. */
  happened: Promise<NodeJS.Signals>
  signal?: NodeJS.Signals
  stopListening(): void
}

export function listenForInterruption(): Interruption {
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const
  let listener: (signal: NodeJS.Signals) => void = () => {}
  const interruption: Interruption = {
    happened: new Promise((resolve) => {
      // A second one changes nothing: what is being removed has to be removed.
      listener = (signal) => {
        interruption.signal ??= signal
        resolve(signal)
      }
    }),
    stopListening() {
      for (const signal of signals) process.off(signal, listener)
    },
  }
  for (const signal of signals) process.on(signal, listener)
  return interruption
}
