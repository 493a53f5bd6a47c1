// npm run new:provider -- NAME [--vendor "Name for people"] [--grants …] [--auth …] [--refresh …] [--errors …] [--lifetime …]
// Makes the package of a new provider. On a terminal and without a name it asks; otherwise it takes the first choices.
import { existsSync } from 'node:fs'
import { parseArgs } from 'node:util'
import generator from '../turbo/generators/provider/questions.cjs'
import { run } from './run.mjs'

const { choices, questions } = generator
const usage = [
  'npm run new:provider -- NAME [flags]',
  '  --vendor TEXT                      name for people',
  ...Object.entries(choices).map(
    ([name, known]) => `  --${name.padEnd(9)} ${known.map(({ value }) => value).join(' | ')}`,
  ),
  'The first of each is taken where nothing is said. Without NAME, on a terminal, it asks.',
].join('\n')

let parsed
try {
  const options = Object.fromEntries(
    ['vendor', ...Object.keys(choices)].map((name) => [name, { type: 'string' }]),
  )
  parsed = parseArgs({ options: { ...options, help: { type: 'boolean' } }, allowPositionals: true })
} catch (error) {
  fail(error.message)
}
const { positionals, values } = parsed
const [name] = positionals
if (values.help) {
  console.log(usage)
  process.exit(0)
}
if (positionals.length > 1) fail(`One name, not ${positionals.length}`)
if (name === undefined && process.stdin.isTTY) process.exit(run('npx', ['turbo', 'gen', 'provider']) ? 0 : 1)
if (name === undefined) fail('A name is missing')

const answers = { name, ...values }
try {
  for (const [question, [first]] of Object.entries(choices)) answers[question] ??= first.value
  answers.vendor ??= generator.titleOf(name)
  generator.answersOf(answers)
} catch (error) {
  fail(error.message)
}
const at = (path) => new URL(`../${path}`, import.meta.url)
if (existsSync(at(`packages/provider-${name}`))) fail(`packages/provider-${name} is there already`)
const args = questions.map((question) => answers[question.name])
run('npx', ['turbo', 'gen', 'provider', '--args', ...args])
// It ends with status 0 also when it failed; the changeset is what is written last.
process.exit(existsSync(at(`.changeset/provider-${name}.md`)) ? 0 : 1)

function fail(problem) {
  console.error(`${problem}\n\n${usage}`)
  process.exit(2)
}
