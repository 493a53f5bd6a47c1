const { readFileSync } = require('node:fs')
const { join } = require('node:path')
const { answersOf, questions } = require('./provider/questions.cjs')

/** @param {import('@turbo/gen').PlopTypes.NodePlopAPI} plop */
module.exports = function generators(plop) {
  const root = '{{ turbo.paths.root }}'
  const templates = join(__dirname, 'templates')

  plop.setGenerator('provider', {
    description: 'A provider: package, tests, a server in the sandbox, pages, registration',
    prompts: questions,
    actions(given) {
      const answers = answersOf(given)
      Object.assign(given, answers, { version: version() })
      const add = (folder, destination) => ({
        type: 'addMany',
        base: join(templates, folder),
        templateFiles: join(templates, folder, '**'),
        globOptions: { dot: true },
        destination: `${root}/${destination}`,
        abortOnFail: true,
      })
      return [
        add('package', `packages/provider-${answers.name}`),
        ...(answers.consents ? [add('consents', `packages/provider-${answers.name}`)] : []),
        ...(answers.ownAnswers ? [add('own-answers', `packages/provider-${answers.name}`)] : []),
        add('sandbox', `packages/sandbox/src/${answers.name}`),
        add('docs', 'docs/providers'),
        async ({ turbo }) => {
          const { register } = await import('./provider/register.mjs')
          return register(turbo.paths.root, answers)
        },
      ]
    },
  })
}

/** That of all packages. */
function version() {
  return JSON.parse(readFileSync(join(__dirname, '../../packages/core/package.json'), 'utf8')).version
}
