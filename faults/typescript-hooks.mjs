// Loads TypeScript by removing its types; nothing is checked here.
import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import ts from 'typescript'

const compilerOptions = {
  target: ts.ScriptTarget.ES2023,
  module: ts.ModuleKind.ESNext,
  verbatimModuleSyntax: true,
}

export async function load(url, context, nextLoad) {
  if (!/^file:.*\.ts$/.test(url)) return nextLoad(url, context)
  const code = await readFile(fileURLToPath(url), 'utf8')
  const source = ts.transpileModule(code, { compilerOptions }).outputText
  return { format: 'module', source, shortCircuit: true }
}
