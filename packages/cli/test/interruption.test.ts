import { phrase } from '@oauth-tokens/core/phrase'
import { expect, test, vi } from 'vitest'
import type { Context, StopSignal } from '../src/context.ts'
import { Interruption } from '../src/interruption.ts'

/** An interruption, what it said, and what sends it a signal. */
function interruption() {
  let send: (signal: StopSignal) => void = () => {}
  const said: string[] = []
  const context = {
    onSignal(listener: typeof send) {
      send = listener
      return () => {}
    },
  } as Context
  const made = new Interruption(context, (message) => said.push(String(message)))
  return { made, said, send: (signal: StopSignal) => send(signal) }
}

test('who waits for a refresh is told so, and after the views have left the screen', async () => {
  const { made, said, send } = interruption()
  made.signal.addEventListener('abort', () => said.push('left'))
  void made.uncut(() => new Promise(() => {}))
  send('SIGINT')
  expect(said).toEqual(['left', 'finishing a refresh (≤ 20 s); again to abandon it: the token may be lost'])
})

test('who waits for something else is told of that', async () => {
  const { made, said, send } = interruption()
  made.explainedBy(phrase`finishing the connection in hand`)
  send('SIGTERM')
  expect(said).toEqual([])
  let finish = () => {}
  const finished = made.finishing(new Promise((resolve) => (finish = resolve)))
  await vi.waitFor(() => expect(said).toEqual(['finishing the connection in hand']))
  finish()
  await finished
})
