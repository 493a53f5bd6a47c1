import type { CommandDescription, Kind } from './describe-commands.ts'

/** What completes in bash; for `source`, or a file in its completions folder. */
export function bashScript(commands: readonly CommandDescription[]): string {
  return `# bash completion of oauth-tokens
${candidates(commands)}
_oauth_tokens() {
  local line current found prefix
  local -a words
  # From the line itself: bash takes the parts of an id apart at its colon.
  line=\${COMP_LINE:0:COMP_POINT}
  IFS=$' \\t' read -ra words <<< "$line"
  current=''
  case "$line" in
    *[[:space:]]) ;;
    *) current=\${words[\${#words[@]}-1]}; unset "words[\${#words[@]}-1]" ;;
  esac
  prefix=''
  case "$COMP_WORDBREAKS" in *:*) prefix=\${current%"\${current##*:}"} ;; esac
  COMPREPLY=()
  while IFS= read -r found; do
    if [ "$found" = ':files' ]; then
      compopt -o filenames 2>/dev/null
      while IFS= read -r found; do COMPREPLY+=("$found"); done < <(compgen -f -- "$current")
      return
    fi
    case "$found" in "$current"*) COMPREPLY+=("\${found#"$prefix"}") ;; esac
  done < <(_oauth_tokens_candidates "\${words[@]:1}" "$current")
}
complete -F _oauth_tokens oauth-tokens
`
}

/** What completes in zsh: a file in its function path, or for `source`. */
export function zshScript(commands: readonly CommandDescription[]): string {
  return `#compdef oauth-tokens
${candidates(commands)}
_oauth_tokens() {
  emulate -L zsh
  local -a found
  found=("\${(@f)$(_oauth_tokens_candidates "\${(@)words[2,CURRENT-1]}" "\${words[CURRENT]}")}")
  if [[ "\${found[1]}" == ':files' ]]; then
    _files
  elif [[ -n "\${found[1]}" ]]; then
    compadd -- "\${found[@]}"
  fi
}
if [ "\${funcstack[1]}" = '_oauth_tokens' ]; then
  _oauth_tokens "$@"
else
  compdef _oauth_tokens oauth-tokens
fi
`
}

/** The part that both shells understand: prints, line by line, what may stand where the last argument stands. */
function candidates(commands: readonly CommandDescription[]): string {
  const flags = commands.flatMap(({ path, flags }) => flags.map((flag) => ({ ...flag, path })))
  const valued = flags.filter(({ value }) => value !== undefined)
  return `_oauth_tokens_ids() {
  {
    command oauth-tokens "$@" --json </dev/null |
      grep -o '[[,]{"id":"[^"\\\\]*"' | cut -d '"' -f 4
  } 2>/dev/null
}
_oauth_tokens_candidates() {
  local command='' taken=0 flag='' word
  while [ $# -gt 1 ]; do
    word=$1
    shift
    if [ -n "$flag" ]; then
      flag=''
      continue
    fi
    case "$word" in
      --) return ;;
      -*)
        case "$command:$word" in
          ${valued.map(({ path, name }) => `'${path}:${name}'`).join(' | ')}) flag="$command:$word" ;;
        esac
        continue
        ;;
    esac
    case "$command:$word" in
${commands
  .filter(({ path }) => path !== '')
  .map(({ path }) => `      '${split(path)}') command='${path}' ;;`)
  .join('\n')}
      *) taken=$((taken + 1)) ;;
    esac
  done
  case "$flag" in
    '') ;;
${valued.map(({ path, name, value }) => `    '${path}:${name}') ${printed(value)}; return ;;`).join('\n')}
  esac
  case "$1" in
    -*)
      case "$command" in
${commands.map(({ path, flags }) => `        '${path}') ${printed(flags.map(({ name }) => name))} ;;`).join('\n')}
      esac
      return
      ;;
  esac
  case "$command:$taken" in
${commands.flatMap(positions).join('\n')}
  esac
}`
}

/** "keys rotate" is the word "rotate" after the command "keys". */
function split(path: string): string {
  const at = path.lastIndexOf(' ')
  return at < 0 ? `:${path}` : `${path.slice(0, at)}:${path.slice(at + 1)}`
}

function positions({ path, positions, variadic }: CommandDescription): string[] {
  return positions.map((kind, index) => {
    const place = variadic && index === positions.length - 1 ? `'${path}':*` : `'${path}:${index}'`
    return `    ${place}) ${printed(kind)} ;;`
  })
}

function printed(kind: Kind | undefined): string {
  switch (kind) {
    case 'connection':
      return '_oauth_tokens_ids list'
    case 'provider':
      return '_oauth_tokens_ids providers list --ids'
    case 'adapter':
      return `case "$1" in .* | /*) printf '%s\\n' ':files' ;; *) _oauth_tokens_ids providers list --ids ;; esac`
    case 'file':
      return `printf '%s\\n' ':files'`
    case 'unknown':
    case undefined:
      return ':'
    default:
      return kind.length > 0 ? `printf '%s\\n' ${kind.map((word) => `'${word}'`).join(' ')}` : ':'
  }
}
