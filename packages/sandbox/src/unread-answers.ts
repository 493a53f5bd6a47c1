import type { Socket } from 'node:net'
import type { AttemptRecorder } from './attempt-recorder.ts'

/**
 * Notices answers that reached the client's machine but not the client: a process killed with unread
 * bytes in its socket makes the kernel send a reset, where one that has read them all sends a plain end.
 */
export class UnreadAnswers {
  readonly #lastAttempt = new WeakMap<Socket, AttemptRecorder>()

  watch(socket: Socket): void {
    socket.once('close', (hadError) => {
      if (hadError) this.#lastAttempt.get(socket)?.resetAfterAnswer()
    })
  }

  /** Each request on a kept-alive connection shows that the answer before it was read. */
  next(socket: Socket, attempt: AttemptRecorder | undefined): void {
    if (attempt) this.#lastAttempt.set(socket, attempt)
    else this.#lastAttempt.delete(socket)
  }
}
