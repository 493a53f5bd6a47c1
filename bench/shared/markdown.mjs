/** Rows of cells → a Markdown table; the first column is text, the others are figures. */
export function table(columns, rows) {
  const line = (cells) => `| ${cells.join(' | ')} |`
  const rule = columns.map((_, index) => (index === 0 ? '---' : '--:'))
  return [line(columns), line(rule), ...rows.map(line)].join('\n')
}

/**
 * A measure's result → Markdown. A goal that was missed says so.
 * @param result { title, method, tables: [{ caption, columns, rows, says }], goals: [{ what, wanted, got, met }] }
 */
export function section({ title, method, tables, goals }) {
  const parts = [`## ${title}`, method]
  for (const { caption, columns, rows, says } of tables)
    parts.push(`**${caption}**`, table(columns, rows), says)
  if (goals.length > 0) {
    const verdict = (met) => (met ? 'met' : '**missed**')
    parts.push(
      table(
        ['goal', 'wanted', 'measured', ''],
        goals.map(({ what, wanted, got, met }) => [what, wanted, got, verdict(met)]),
      ),
    )
  }
  return parts.join('\n\n')
}
