import { readFileSync } from 'node:fs'
import { relative } from 'node:path'
import ts from 'typescript'
import { describe, expect, it } from 'vitest'
import { vietnamese } from '../packages/cli/src/language/vietnamese/index.ts'
import { root, sourceFiles } from './support/sources.ts'

interface Place {
  at: string
  template: string
}

/** What the sources say to people: phrases, and texts that should have been phrases. */
function sayings(): { phrases: Place[]; untranslatable: string[] } {
  const phrases: Place[] = []
  const untranslatable: string[] = []
  for (const path of sourceFiles()) {
    const source = ts.createSourceFile(path, readFileSync(path, 'utf8'), ts.ScriptTarget.Latest, true)
    const at = (node: ts.Node) =>
      `${relative(root, path)}:${source.getLineAndCharacterOfPosition(node.getStart()).line + 1}`
    const visit = (node: ts.Node): void => {
      if (ts.isTaggedTemplateExpression(node) && node.tag.getText() === 'phrase') {
        phrases.push({ at: at(node), template: templateOf(node.template) })
      }
      if (saysSomething(node) && node.arguments?.[0] && isText(node.arguments[0]))
        untranslatable.push(at(node))
      ts.forEachChild(node, visit)
    }
    visit(source)
  }
  return { phrases, untranslatable }
}

function templateOf(template: ts.TemplateLiteral): string {
  if (ts.isNoSubstitutionTemplateLiteral(template)) return template.text
  return template.templateSpans.reduce(
    (text, span, index) => `${text}{${index}}${span.literal.text}`,
    template.head.text,
  )
}

/** An error that is told to people, or a line of the command's output. */
function saysSomething(node: ts.Node): node is ts.NewExpression | ts.CallExpression {
  if (ts.isNewExpression(node))
    return /^(?!Interrupted)[A-Z]\w+Error$/.test(node.expression.getText()) && told(node)
  return (
    ts.isCallExpression(node) && /\boutput\.(note|log|detail|warning|say)$/.test(node.expression.getText())
  )
}

/** Those of core and the command; what is thrown inside and caught again has none of these names. */
function told(node: ts.NewExpression): boolean {
  return /^(Configuration|Authorization|ConnectionNotFound|ReauthorizationRequired|ProviderRejected|ProviderUnavailable|RateLimited|StoreUnavailable|LeaseTimeout|Usage|NotRun)Error$/.test(
    node.expression.getText(),
  )
}

function isText(node: ts.Expression): boolean {
  if (ts.isConditionalExpression(node)) return isText(node.whenTrue) || isText(node.whenFalse)
  return ts.isStringLiteralLike(node) || ts.isTemplateExpression(node) || ts.isBinaryExpression(node)
}

const places = (text: string) => [...text.matchAll(/\{\d+\}/g)].map(String).sort().join()

describe('the languages of the command', () => {
  const { phrases, untranslatable } = sayings()
  const templates = new Set(phrases.map(({ template }) => template))

  it('finds the phrases of all packages', () => {
    for (const name of ['core', 'cli', 'provider-zoho']) {
      expect(phrases.filter(({ at }) => at.startsWith(`packages/${name}/`)).length, name).toBeGreaterThan(0)
    }
  })

  it('has every phrase in Vietnamese', () => {
    const missing = phrases.filter(({ template }) => !Object.hasOwn(vietnamese, template))
    expect(missing.map(({ at, template }) => `${at}  ${template}`)).toEqual([])
  })

  it('has no Vietnamese that nobody says', () => {
    expect(Object.keys(vietnamese).filter((template) => !templates.has(template))).toEqual([])
  })

  it('has a place for each value in both languages', () => {
    const different = Object.entries(vietnamese).filter(
      ([template, text]) => places(template) !== places(text),
    )
    expect(different).toEqual([])
  })

  it('says nothing to people that has no translation', () => {
    expect(untranslatable).toEqual([])
  })
})
