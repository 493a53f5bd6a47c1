/** Words that run another command, which stands behind them. */
const runners = new Set(['sudo', 'ssh', 'docker', 'npx', 'timeout', 'env'])

/** The arguments of each call of `oauth-tokens` in a shell script, also of those inside of `$(…)`, `<(…)` and quotes. */
export function callsIn(script: string): string[][] {
  return commandsIn(script.replaceAll('\\\n', ' ')).flatMap((words) => {
    const [first = ''] = words
    const at = runners.has(first) ? words.lastIndexOf('oauth-tokens') : first === 'oauth-tokens' ? 0 : -1
    return at < 0 ? [] : [words.slice(at + 1)]
  })
}

/** Every simple command as its words, without assignments before it and redirections. Not all of sh: what documents show. */
function commandsIn(script: string): string[][] {
  const found: string[][] = []
  let words: string[] = []
  let word: string | undefined
  let redirected = false
  const endWord = () => {
    const assignment = words.length === 0 && /^\w+=/.test(word ?? '')
    if (word !== undefined && !redirected && !assignment) words.push(word)
    if (word !== undefined) redirected = false
    word = undefined
  }
  const endCommand = () => {
    endWord()
    if (words.length > 0) found.push(words)
    words = []
  }
  const add = (text: string) => {
    word = (word ?? '') + text
  }
  for (let at = 0; at < script.length; at++) {
    const character = script[at] ?? ''
    const rest = script.slice(at)
    if (/^[$<]\(/.test(rest)) {
      const inner = innerOf(rest.slice(1))
      found.push(...commandsIn(inner))
      add('…')
      at += inner.length + 2
    } else if (character === "'" || character === '"') {
      const [quoted = ''] = character === "'" ? (/^'[^']*'/.exec(rest) ?? []) : [doubleQuoted(rest)]
      for (const [, inside = ''] of character === '"' ? quoted.matchAll(/\$(\(.*\))/gs) : [])
        found.push(...commandsIn(innerOf(inside)))
      add(quoted.slice(1, -1))
      at += Math.max(quoted.length - 1, 0)
    } else if (character === '#' && word === undefined) {
      at += (/^[^\n]*/.exec(rest)?.[0] ?? '').length - 1
    } else if (/[<>]/.test(character)) {
      // The number before it is a file descriptor.
      if (/^\d$/.test(word ?? '')) word = undefined
      endWord()
      redirected = true
      at += (/^[<>]*&?/.exec(rest)?.[0] ?? '<').length - 1
    } else if (/[\n;|&()]/.test(character)) endCommand()
    else if (/\s/.test(character)) endWord()
    else add(character)
  }
  endCommand()
  return found
}

/** What stands in the parentheses that a text begins with. */
function innerOf(text: string): string {
  let depth = 0
  for (let at = 0; at < text.length; at++) {
    if (text[at] === '(') depth++
    if (text[at] === ')' && --depth === 0) return text.slice(1, at)
  }
  return text.slice(1)
}

/** The text in double quotes that a script goes on with; quotes inside of `$(…)` belong to it. */
function doubleQuoted(script: string): string {
  for (let at = 1; at < script.length; at++) {
    if (script[at] === '\\') at++
    else if (script.startsWith('$(', at)) at += innerOf(script.slice(at + 1)).length + 2
    else if (script[at] === '"') return script.slice(0, at + 1)
  }
  return script
}
