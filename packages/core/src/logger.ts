/** What the manager reports to, one line of plain text each; `console` fits. Never gets a secret. */
export interface Logger {
  debug(message: string): void
  info(message: string): void
  warn(message: string): void
  error(message: string): void
}

export const silent: Logger = { debug() {}, info() {}, warn() {}, error() {} }
