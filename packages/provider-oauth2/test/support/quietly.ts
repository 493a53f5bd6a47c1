/** The server tells the console what it thinks of the runtime and of settings that suit a test. */
export async function quietly<Result>(work: () => Result | Promise<Result>): Promise<Result> {
  const { info, warn } = console
  console.info = console.warn = () => {}
  try {
    return await work()
  } finally {
    Object.assign(console, { info, warn })
  }
}
