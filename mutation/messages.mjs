import { declareValuePlugin, PluginKind } from '@stryker-mutator/api/plugin'

/** What messages say is for people: each is read over in two languages, none is asserted word by word. */
const messages = {
  shouldIgnore: (path) =>
    path.isTaggedTemplateExpression() && path.node.tag.name === 'phrase'
      ? 'the wording of a message'
      : undefined,
}

export const strykerPlugins = [declareValuePlugin(PluginKind.Ignore, 'messages', messages)]
