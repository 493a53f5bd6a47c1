import type { CommandDescription, FlagDescription, Kind } from './describe-commands.ts'

/** What completes in fish: a file in its completions folder. */
export function fishScript(commands: readonly CommandDescription[]): string {
  const valued = new Set(
    commands.flatMap(({ path, flags }) =>
      flags.filter(({ value }) => value !== undefined).map(({ name }) => `${path}:${name}`),
    ),
  )
  const paths = commands.map(({ path }) => path).filter(Boolean)
  return `# fish completion of oauth-tokens
function __oauth_tokens_ids
    command oauth-tokens $argv --json </dev/null 2>/dev/null | string match -ar '(?<=[[,]\\{"id":")[^"\\\\\\\\]*(?=")'
end
function __oauth_tokens_command
    set -l command ''
    set -l taken 0
    set -l skip 0
    for word in (commandline -opc)[2..-1]
        if test $skip = 1
            set skip 0
            continue
        end
        if test "$word" = --
            return
        end
        if string match -q -- '-*' $word
            if contains -- "$command:$word" ${[...valued].map(quoted).join(' ')}
                set skip 1
            end
            continue
        end
        set -l next (string trim -- "$command $word")
        if contains -- "$next" ${paths.map(quoted).join(' ')}
            set command $next
        else
            set taken (math $taken + 1)
        end
    end
    echo "$command"
    echo $taken
end
function __oauth_tokens_at
    set -l found (__oauth_tokens_command)
    test (count $found) = 2 -a "$found[1]" = "$argv[1]"; or return 1
    test (count $argv) = 1; or contains -- $found[2] $argv[2..-1]; or test "$argv[2]" = any
end
complete -c oauth-tokens -f
${commands.flatMap((command) => lines(command, commands)).join('\n')}
`
}

function lines(command: CommandDescription, commands: readonly CommandDescription[]): string[] {
  const { path, flags, positions, variadic } = command
  const below = commands.filter((one) => one.path !== '' && parentOf(one.path) === path)
  const subcommands = below.map((one) =>
    complete(
      path,
      '0',
      `-a ${quoted(one.path.slice(path.length).trim())} -d ${quoted(brief(one.description))}`,
    ),
  )
  const places =
    below.length > 0
      ? []
      : positions.map((kind, index) => {
          const place = variadic && index === positions.length - 1 ? 'any' : String(index)
          return complete(path, place, choicesOf(kind))
        })
  return [...subcommands, ...places, ...flags.map((flag) => flagLine(path, flag))]
}

function flagLine(path: string, { name, description, value }: FlagDescription): string {
  const taken = value === undefined ? '' : ` ${value === 'file' ? '-r' : '-x'} ${choicesOf(value)}`
  return complete(path, undefined, `-l ${name.replace(/^--/, '')} -d ${quoted(brief(description))}${taken}`)
}

function complete(path: string, place: string | undefined, rest: string): string {
  const condition = `__oauth_tokens_at ${quoted(path)}${place === undefined ? '' : ` ${place}`}`
  return `complete -c oauth-tokens -n ${quoted(condition)} ${rest}`.trimEnd()
}

function choicesOf(kind: Kind): string {
  switch (kind) {
    case 'connection':
      return `-a '(__oauth_tokens_ids list)'`
    case 'provider':
      return `-a '(__oauth_tokens_ids providers list --ids)'`
    case 'adapter':
      return `-F -a '(__oauth_tokens_ids providers list --ids)'`
    case 'file':
      return '-F'
    case 'unknown':
      return ''
    default:
      return `-a ${quoted(kind.join(' '))}`
  }
}

function parentOf(path: string): string {
  return path.slice(0, Math.max(path.lastIndexOf(' '), 0))
}

/** The first sentence: a description stands on the same line as its word. */
function brief(description: string): string {
  return description.replace(/[.;] .*$/s, '')
}

function quoted(text: string): string {
  return `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`
}
