/** What every measure counts with. */

export const median = (values) => {
  const sorted = values.toSorted((one, other) => one - other)
  return sorted[Math.floor(sorted.length / 2)]
}

/** 31 → '31', 1.066 → '1.07', 1234.5 → '1,235'. */
export const figure = (value) => {
  if (!Number.isFinite(value)) return '–'
  const digits = Math.abs(value) < 10 ? 2 : Math.abs(value) < 100 ? 1 : 0
  return value.toLocaleString('en', { maximumFractionDigits: digits, minimumFractionDigits: digits })
}

export const whole = (value) => Math.round(value).toLocaleString('en')

/** Starts with another subject each round, so that none always comes after the same one. */
export const rotated = (subjects, round) => {
  const from = round % subjects.length
  return [...subjects.slice(from), ...subjects.slice(0, from)]
}
