import { expect, it } from 'vitest'
import { Announcements } from '../../src/store/postgres/announcements.ts'

function listening(since: string) {
  const heard: string[] = []
  const announcements = new Announcements((id) => heard.push(id))
  announcements.begin(since)
  return { heard, announcements }
}

it('tells what a look finds, unless a notification told the same change', async () => {
  const { heard, announcements } = listening('5:5:')
  announcements.hear('6 mark a:1')
  announcements.hear('7  a: two words\nand lines')
  await announcements.look(async (since, oldest) => {
    expect([since, oldest]).toEqual(['5:5:', '5'])
    return [
      { seen: '9:9:', id: 'a:1', changed: '8' },
      { seen: '9:9:', id: 'a: two words\nand lines', changed: '7' },
    ]
  })
  expect(heard).toEqual(['a:1', 'a: two words\nand lines', 'a:1'])
  expect(announcements.seen).toBe('9:9:')
})

it('stays where it was when a look fails, and remembers what was told', async () => {
  const { heard, announcements } = listening('5:5:')
  announcements.hear('6  a:1')
  await expect(announcements.look(() => Promise.reject(new Error('cut')))).rejects.toThrow('cut')
  expect(announcements.seen).toBe('5:5:')
  await announcements.look(async () => [{ seen: '9:9:', id: 'a:1', changed: '6' }])
  expect(heard).toEqual(['a:1'])
})

it('asks for more while a look comes back full', async () => {
  const { heard, announcements } = listening('5:5:')
  const limits: number[] = []
  await announcements.look(async (_since, _oldest, limit) => {
    limits.push(limit)
    return Array.from({ length: Math.min(limit, 12_000) }, (_, n) => ({
      seen: '9:9:',
      id: `a:${n}`,
      changed: '6',
    }))
  })
  expect(limits).toEqual([10_000, 100_000])
  expect(heard.length).toBe(12_000)
})

it('tells of everything when the server that answers counts anew', async () => {
  const { heard, announcements } = listening('900:900:')
  const asked: string[] = []
  await announcements.look(async (since) => {
    asked.push(since)
    return [{ seen: '20:20:', id: since === '1:1:' ? 'a:1' : null, changed: '15' }]
  })
  expect(asked).toEqual(['900:900:', '1:1:'])
  expect(heard).toEqual(['a:1'])
  expect(announcements.seen).toBe('20:20:')
})

it('says when a notification does not tell what was changed', () => {
  const { heard, announcements } = listening('5:5:')
  expect(announcements.hear('')).toBe(false)
  expect(heard).toEqual([])
})
