import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

export const root = fileURLToPath(new URL('../..', import.meta.url))

export const packages = readdirSync(join(root, 'packages')).map((name) => `packages/${name}`)

/** For those who read or change the code, or write tests; the rest is in Vietnamese, too. */
const englishOnly = ['docs/architecture.md', 'docs/stores.md', 'docs/testing.md']

const pages = readdirSync(join(root, 'docs'), { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.md'))
  .map((name) => join('docs', name))

/** The guides: each in English, and beside it in Vietnamese. */
export const guides = pages.filter((page) => !englishOnly.includes(page))

/** What the examples say of themselves, in either language. */
const examples = readdirSync(join(root, 'examples'), { recursive: true, encoding: 'utf8' })
  .filter((name) => /(^|\/)README(\.vi)?\.md$/.test(name) && !name.includes('node_modules'))
  .map((name) => join('examples', name))

/** Everything that is written for users, by its path from the root. */
export const documents = [
  'README.md',
  'README.vi.md',
  'SECURITY.md',
  'bench/README.md',
  'faults/README.md',
  ...packages.map((folder) => `${folder}/README.md`),
  ...examples,
  ...pages,
].filter((document) => existsSync(join(root, document)))

export function textOf(document: string): string {
  return readFileSync(join(root, document), 'utf8')
}

export interface Block {
  language: string
  code: string
}

/** The code blocks of a document, or those in one language. */
export function blocksOf(document: string, language?: string): Block[] {
  const blocks = [...textOf(document).matchAll(/^( *)```(\w*)\n(.*?)^\1```$/gms)].map(
    ([, , found = '', code = '']) => ({ language: found, code }),
  )
  return blocks.filter((block) => language === undefined || block.language === language)
}

/** The text without what is shown as code. */
function prose(document: string): string {
  return textOf(document)
    .replaceAll(/^( *)```.*?^\1```$/gms, '')
    .replaceAll(/`[^`\n]*`/g, (code) => code.replaceAll(/[[\]()<>]/g, ''))
}

export interface Heading {
  /** 2 for `##`. */
  level: number
  text: string
}

export function headingsOf(document: string): Heading[] {
  return [...prose(document).matchAll(/^(#{1,6}) (.+)$/gm)].map(([, marks = '', text = '']) => ({
    level: marks.length,
    text,
  }))
}

/** Links within the repository, as they are written. */
export function linksOf(document: string): string[] {
  return [...prose(document).matchAll(/\]\(([^)\s]+)\)/g)]
    .map(([, target = '']) => target)
    .filter((target) => !/^(https?|mailto):/.test(target))
}

/** How a heading is named in an address, as GitHub does it. */
export function anchorOf({ text }: Heading): string {
  return text
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{M}\p{N}\s_-]/gu, '')
    .replaceAll(/\s/g, '-')
}
