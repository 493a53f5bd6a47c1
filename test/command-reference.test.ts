import { describe, expect, it } from 'vitest'
import { loadLanguage } from '../packages/cli/src/language/language.ts'
import { commandReference } from './support/command-reference.ts'

const renew = 'Renew it: npx vitest run --project house test/command-reference.test.ts --update'

describe('the reference of the command', () => {
  it.each([
    ['docs/cli.md', 'en'],
    ['docs/cli.vi.md', 'vi'],
  ] as const)('is in %s what the command says of itself', async (document, code) => {
    const language = await loadLanguage({ code, asked: true })
    await expect(commandReference(language), renew).toMatchFileSnapshot(`../${document}`)
  })
})
