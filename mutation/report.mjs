import { readFileSync } from 'node:fs'
import { basename } from 'node:path'
import { explain, readExplained, staleEntries } from './explained.mjs'

const columns = ['killed', 'timed out', 'explained', 'unexplained']
const none = Object.fromEntries(columns.map((column) => [column, 0]))
/** An error outside of any test is noticed as well. */
const noticed = { Killed: 'killed', RuntimeError: 'killed', Timeout: 'timed out' }

/** Prints what became of each mutant; answers whether all that survived is explained. */
export function report(mutants, survivors) {
  const explained = readExplained(survivors)
  const rows = new Map()
  const open = []
  for (const mutant of mutants) {
    if (mutant.status === 'Ignored') continue
    const told = describe(mutant)
    const row = rows.get(told.name) ?? { ...none }
    rows.set(told.name, row)
    const column = columnOf(mutant, () => explain(explained, told))
    row[column] += 1
    if (column === 'unexplained') open.push(told)
  }
  for (const { name, number, status, mutator, line, from, to } of open)
    console.log(`\n${name}:${number} ${status} (${mutator})\n  in: ${line}\n  -   ${from}\n  +   ${to}`)
  const stale = staleEntries(explained, new Set(rows.keys()))
  for (const { name, mutator, from, to, problem } of stale)
    console.log(`\nsurvivors.json, ${name} (${mutator}): ${problem}\n  -   ${from}\n  +   ${to}`)
  console.log(`\n${table(rows)}`)
  return open.length === 0 && stale.length === 0
}

/** On a busy machine one that survives may only look as if it ran for ever: what explains it holds all the same. */
function columnOf({ status }, isExplained) {
  if (status === 'Timeout' && isExplained()) return 'explained'
  return noticed[status] ?? (isExplained() ? 'explained' : 'unexplained')
}

function describe({ fileName, location: { start, end }, status, mutatorName, replacement }) {
  const lines = readFileSync(fileName, 'utf8').split('\n')
  const taken = lines.slice(start.line - 1, end.line)
  taken[taken.length - 1] = taken.at(-1).slice(0, end.column - 1)
  taken[0] = taken[0].slice(start.column - 1)
  return {
    name: basename(fileName),
    number: start.line,
    status,
    mutator: mutatorName,
    line: lines[start.line - 1].trim(),
    from: taken.join('\n'),
    to: replacement,
  }
}

function table(rows) {
  const sum = { ...none }
  for (const row of rows.values()) for (const column of columns) sum[column] += row[column]
  const line = (name, row) =>
    name.padEnd(24) + columns.map((column) => String(row[column]).padStart(13)).join('')
  const head = Object.fromEntries(columns.map((column) => [column, column]))
  const sorted = [...rows].sort(([one], [other]) => one.localeCompare(other))
  return [line('file', head), ...sorted.map(([name, row]) => line(name, row)), line('all', sum)].join('\n')
}
