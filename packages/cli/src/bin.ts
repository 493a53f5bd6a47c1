#!/usr/bin/env node
import { processContext } from './process-context.ts'
import { run } from './run.ts'

const { status, abandoned } = await run(process.argv.slice(2), processContext())
process.exitCode = status
// Otherwise Node ends by itself once the last byte is written; here something is still under way on purpose.
if (abandoned) process.exit()
