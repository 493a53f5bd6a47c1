import { existsSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'

/** Small edits of files that are there: each finds its place, or says that the file has changed. */
export function editor(root) {
  const read = (path) => readFileSync(join(root, path), 'utf8')
  const touched = new Set()
  const write = (path, text) => {
    touched.add(path)
    mkdirSync(dirname(join(root, path)), { recursive: true })
    writeFileSync(join(root, path), text)
  }
  const insert = (path, index, text) => {
    const whole = read(path)
    write(path, whole.slice(0, index) + text + whole.slice(index))
  }
  const create = (path, text) => {
    if (existsSync(join(root, path))) throw new Error(`${path} is there already.`)
    write(path, text)
  }
  const lost = (path, pattern) =>
    new Error(
      `${path} has no ${pattern} any more: turbo/generators/provider/register.mjs must learn where to write now.`,
    )

  return {
    /** The files that were written. */
    touched,
    /** Before the first match. */
    before(path, pattern, text) {
      const found = pattern.exec(read(path))
      if (!found) throw lost(path, pattern)
      insert(path, found.index, text)
    },
    /** After the last match of a pattern with the flag `g`. */
    afterLast(path, pattern, text) {
      const found = [...read(path).matchAll(pattern)].at(-1)
      if (!found) throw lost(path, pattern)
      insert(path, found.index + found[0].length, text)
    },
    create,
    copy: (from, path) => create(path, read(from)),
    /** As npm links a workspace. */
    link(path, target) {
      const made = join(root, path)
      if (existsSync(made)) return
      mkdirSync(dirname(made), { recursive: true })
      symlinkSync(relative(dirname(made), join(root, target)), made, 'junction')
    },
    json: {
      read: (path) => JSON.parse(read(path)),
      create: (path, value) => create(path, `${JSON.stringify(value, null, 2)}\n`),
      edit(path, change) {
        const value = JSON.parse(read(path))
        change(value)
        write(path, `${JSON.stringify(value, null, 2)}\n`)
      },
    },
  }
}
