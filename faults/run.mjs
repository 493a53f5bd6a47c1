// The fault bench: real processes, a real provider over HTTP, real stores, and faults injected on a schedule.
import { register } from 'node:module'

// The helpers of the process tests are TypeScript, which Node.js 20 does not read by itself.
register('./typescript-hooks.mjs', import.meta.url)
const { main } = await import('./bench/main.ts')
// Not by itself: Node.js 20 can wait for ever, at its very end, for a connection that was reset.
process.exit(await main(process.argv.slice(2)))
