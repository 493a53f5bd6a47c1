import { describe, expect, test } from 'vitest'
import { type Cell, type Column, fittedTable } from '../src/output/table.ts'
import { cut, textWidth } from '../src/output/text-width.ts'

const output = { text: String }
const columns: Column[] = [
  { heading: 'ID' },
  { heading: 'LABEL', importance: 3, least: 6 },
  { heading: 'PLACE', importance: 1 },
  { heading: 'STATUS', importance: 4 },
]
const rows = [
  ['shop:1', 'Tiệm Bánh Mì Cô Ba', 'Huế', 'active'],
  ['shop:2', '日本語の店', 'Tokyo', 'active'],
  ['shop:3', 'Cà phê ☕🎉', 'Huế', 'degraded'],
]
const shown = (width?: number, cells: Cell[][] = rows) =>
  fittedTable(output, columns, cells, width === undefined ? {} : { width })

describe('a table', () => {
  test('is aligned by what a terminal shows, whatever the script', () => {
    const [heading = '', ...lines] = shown()
    const at = textWidth(heading.slice(0, heading.indexOf('PLACE')))
    for (const [index, line] of lines.entries()) {
      const place = rows[index]?.[2] ?? ''
      expect(textWidth(line.slice(0, line.indexOf(place))), line).toBe(at)
    }
    expect(lines[0]).toContain('Tiệm Bánh Mì Cô Ba  Huế    active')
    // A letter and its accent as two characters take one column.
    expect(shown(undefined, [['1', 'Tiệm'.normalize('NFD'), '', 'x']])[1]).toBe('1   Tiệm          x')
  })

  test('cuts what may be cut before it leaves out anything', () => {
    const lines = shown(36)
    expect(lines[0]).toBe('ID      LABEL        PLACE  STATUS')
    expect(lines[1]).toContain('Tiệm Bánh…')
  })

  test('then leaves out the least important columns, and cuts nothing that fits again', () => {
    const without = (name: string) => expect.not.stringContaining(name)
    expect(shown(28)[0]).toEqual(without('PLACE'))
    expect(shown(20)).toEqual(['ID      STATUS', 'shop:1  active', 'shop:2  active', 'shop:3  degraded'])
    expect(shown(9)).toEqual(['ID', 'shop:1', 'shop:2', 'shop:3'])
    expect(shown(5)).toEqual(['ID', 'shop…', 'shop…', 'shop…'])
  })

  test('has no line that is longer than the terminal, at any width', () => {
    for (let width = 5; width < 60; width++) {
      for (const line of shown(width)) expect(textWidth(line), `${width}: ${line}`).toBeLessThanOrEqual(width)
    }
  })

  test('shows text from outside without what would move the cursor', () => {
    const [, line] = shown(undefined, [['shop:1', 'a\u001b[2Jb\nc', '', 'active']])
    expect(line).toBe('shop:1  a [2Jb c         active')
  })

  test('is coloured cell by cell, after it was aligned', () => {
    const cells: Cell[][] = [['shop:1', '', { text: 'Huế', style: 'good' }, 'active']]
    const paint = (text: string, style?: string) => (style === 'good' ? `<${text}>` : text)
    const [heading = '', line = ''] = fittedTable(output, columns, cells, { paint })
    expect(line).toBe('shop:1         <Huế>    active')
    expect(line.replace(/[<>]/g, '').indexOf('active')).toBe(heading.indexOf('STATUS'))
  })
})

describe('a text that is cut', () => {
  test.each([
    ['abc', 3, 'abc'],
    ['abcd', 3, 'ab…'],
    ['日本語', 4, '日…'],
    ['日本', 1, '…'],
    ['Bánh Mì', 6, 'Bánh…'],
    ['🎉🎉', 3, '🎉…'],
    ['abc', 0, ''],
  ])('%j in %i columns is %j', (text, width, expected) => {
    expect(cut(text, width)).toBe(expected)
  })
})
