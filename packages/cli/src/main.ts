import { keepCompiledCode } from './compiled-code.ts'
import { processContext } from './process-context.ts'
import { run } from './run.ts'

/** Runs the command line of this process. */
async function main(): Promise<void> {
  keepCompiledCode(process.env)
  const { status, abandoned } = await run(process.argv.slice(2), processContext())
  process.exitCode = status
  // Otherwise Node ends by itself once the last byte is written; here something is still under way on purpose.
  if (abandoned) process.exit()
}

main()
