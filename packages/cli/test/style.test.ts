import { Writable } from 'node:stream'
import { describe, expect, test } from 'vitest'
import { isLively, paintOn, roomOn } from '../src/output/style.ts'

const terminal = Object.assign(new Writable(), { isTTY: true, columns: 72 })
const pipe = new Writable()

describe('colour', () => {
  test.each<[string, Writable, Record<string, string>, boolean]>([
    ['on a terminal', terminal, { TERM: 'xterm' }, true],
    ['with an empty NO_COLOR', terminal, { NO_COLOR: '' }, true],
    ['not off a terminal', pipe, { TERM: 'xterm' }, false],
    ['not with NO_COLOR', terminal, { NO_COLOR: '1' }, false],
    ['not with CI', terminal, { CI: 'true' }, false],
    ['not on a terminal that knows nothing', terminal, { TERM: 'dumb' }, false],
  ])('%s', (_when, stream, env, coloured) => {
    expect(paintOn(stream, env)('active', 'good')).toBe(coloured ? '\u001b[32mactive\u001b[39m' : 'active')
    expect(paintOn(stream, env)('active', undefined)).toBe('active')
  })

  test('may be forbidden where redrawing is not', () => {
    expect(isLively(terminal, { NO_COLOR: '1' })).toBe(true)
    expect(isLively(terminal, { CI: '1' })).toBe(false)
  })
})

test('a table is as wide as its terminal, and as it likes elsewhere', () => {
  expect(roomOn(terminal, {})).toMatchObject({ width: 72 })
  expect(roomOn(pipe, {})).not.toHaveProperty('width')
})
