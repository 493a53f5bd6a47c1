#!/usr/bin/env node
// Committed, because npm links a command only to a file that exists before the build. In CommonJS, which starts faster.
'use strict'

const [flag, ...others] = process.argv.slice(2)
const start = () => require('../dist/main.cjs')
if ((flag === '--version' || flag === '-V') && others.length === 0) {
  // What cannot be written is passed over or told as by any other command.
  process.stdout.once('error', start)
  process.stdout.write(`${require('../package.json').version}\n`)
} else {
  start()
}
