// The other end of child.mjs.
import { pathToFileURL } from 'node:url'

const { default: functions } = await import(pathToFileURL(process.argv[2]).href)
process.on('message', async ({ question, what, values }) => {
  try {
    process.send({ question, answer: await functions[what](...values) })
  } catch (error) {
    process.send({ question, error: error?.stack ?? String(error) })
  }
})
process.on('disconnect', () => process.exit())
