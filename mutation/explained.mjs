import { readFileSync } from 'node:fs'

/** One space between words: an entry is written by hand, and the formatter may break a line anew. */
const squeezed = (text) => text.replace(/\s+/g, ' ').trim()

/** The entries of `survivors.json`, each with what it has explained. */
export function readExplained(file) {
  const byFile = JSON.parse(readFileSync(file, 'utf8'))
  return Object.entries(byFile).flatMap(([name, entries]) =>
    entries.map((entry) => ({ ...entry, name, lines: new Set() })),
  )
}

/** The entry for a mutant, if there is one: places are told by their text, never by the number of a line. */
export function explain(explained, mutant) {
  const found = explained.find(
    (entry) =>
      entry.name === mutant.name &&
      entry.mutator === mutant.mutator &&
      squeezed(entry.from) === squeezed(mutant.from) &&
      squeezed(entry.to) === squeezed(mutant.to) &&
      (entry.line === undefined || squeezed(entry.line) === squeezed(mutant.line)),
  )
  found?.lines.add(mutant.line)
  return found
}

/** What is wrong with the entries themselves, as far as the files that were run can tell. */
export function staleEntries(explained, names) {
  return explained
    .filter(({ name, lines }) => names.has(name) && lines.size !== 1)
    .map((entry) => ({
      ...entry,
      problem:
        entry.lines.size === 0 ? 'no survivor is like this any more' : 'explains several places: add "line"',
    }))
}
