import { environmentVariables } from '../../packages/cli/src/help/environment-variables.ts'
import { exitStatuses } from '../../packages/cli/src/help/exit-statuses.ts'
import type { Language } from '../../packages/cli/src/language/language.ts'
import { parseArgv } from '../../packages/cli/src/parse-argv.ts'
import { createProgram } from '../../packages/cli/src/program.ts'
import { anchorOf } from './documents.ts'

type Program = ReturnType<typeof createProgram>

interface Words {
  title: string
  other: string
  made: string
  all: string
  rules: string
  flags: string
  statuses: string
  environment: string
  streams: string
  anywhere: string
  dotenv: string
  columns: {
    command: string
    argument: string
    flag: string
    meaning: string
    status: string
    variable: string
  }
}

/** What the page says beside the command's own words. */
const words: Record<Language['code'], Words> = {
  en: {
    title: 'The oauth-tokens command',
    other: '[Tiếng Việt](cli.vi.md)',
    made: 'Made from the help of the command itself: `oauth-tokens COMMAND --help` says the same.',
    all: 'All commands',
    rules: 'What holds for all of them',
    flags: 'Global flags',
    statuses: 'Exit statuses',
    environment: 'Environment',
    streams:
      'stdout carries data only, one item a line, or JSON with `--json`; everything that is said to a person goes to stderr. ' +
      'So `TOKEN=$(oauth-tokens token …)` never catches anything else. With `--json` an error is one document on stderr: ' +
      '`{"error":{"name","code","message","retryable?","connection?","provider?","retryAt?","hint?"}}`. Codes and JSON are never translated. ' +
      'Secrets are never taken from the command line: they come from a prompt, the environment, a file, or stdin (`-`).',
    anywhere: 'They may stand anywhere on the line; after `--` everything belongs to the program of `exec`.',
    dotenv:
      '`OAUTH_TOKENS_…` and a provider’s settings are read from `.env` beside the configuration file, too. A flag goes before the environment, that before `.env`, ' +
      'that before the configuration file.',
    columns: {
      command: 'command',
      argument: 'argument',
      flag: 'flag',
      meaning: 'meaning',
      status: 'status',
      variable: 'variable',
    },
  },
  vi: {
    title: 'Lệnh oauth-tokens',
    other: '[English](cli.md)',
    made: 'Trang này được tạo từ chính phần hướng dẫn của lệnh: `oauth-tokens LỆNH --help` cho cùng nội dung.',
    all: 'Các lệnh',
    rules: 'Quy tắc chung',
    flags: 'Cờ chung',
    statuses: 'Mã thoát',
    environment: 'Biến môi trường',
    streams:
      'stdout chỉ chứa dữ liệu, mỗi mục một dòng, hoặc JSON khi có `--json`; mọi lời nhắn cho người dùng ra stderr. ' +
      'Nhờ vậy `TOKEN=$(oauth-tokens token …)` không bao giờ lẫn thứ khác. Khi có `--json`, lỗi là một tài liệu trên stderr: ' +
      '`{"error":{"name","code","message","retryable?","connection?","provider?","retryAt?","hint?"}}`. Mã lỗi và JSON không được dịch. ' +
      'Không bao giờ nhận bí mật từ dòng lệnh: chỉ hỏi trực tiếp, hoặc đọc từ biến môi trường, tệp, hay stdin (`-`).',
    anywhere: 'Đặt ở đâu trên dòng lệnh cũng được; mọi thứ sau `--` là của chương trình mà `exec` chạy.',
    dotenv:
      '`OAUTH_TOKENS_…` và thiết lập của nhà cung cấp còn được đọc từ `.env` cạnh tệp cấu hình. Cờ được ưu tiên hơn biến môi trường, biến hơn `.env`, ' +
      '`.env` hơn tệp cấu hình.',
    columns: {
      command: 'lệnh',
      argument: 'đối số',
      flag: 'cờ',
      meaning: 'ý nghĩa',
      status: 'mã',
      variable: 'biến',
    },
  },
}

/** The reference of the command as one Markdown page. */
export function commandReference(language: Language): string {
  const { say } = language
  const said = words[language.code]
  const { columns } = said
  const program = createProgram(() => {}, { out() {}, err() {} }, language)
  const help = program.createHelp()
  const commands = below(program, '')
  const overview = commands.map(({ path, command }) => [
    `[\`${path}\`](#${anchorOf({ level: 3, text: path })})`,
    command.summary() || command.description(),
  ])
  const globalFlags = program.options.map((option) => [`\`${option.flags}\``, help.optionDescription(option)])
  const groups = [...new Set(commands.map(({ group }) => group))]
  return page([
    `# ${said.title}`,
    said.other,
    said.made,
    `## ${said.all}`,
    table([columns.command, columns.meaning], overview),
    `## ${said.rules}`,
    said.streams,
    `### ${said.flags}`,
    said.anywhere,
    table([columns.flag, columns.meaning], globalFlags),
    `### ${said.statuses}`,
    table(
      [columns.status, columns.meaning],
      exitStatuses.map(([status, meaning]) => [String(status), say(meaning)]),
    ),
    `### ${said.environment}`,
    table(
      [columns.variable, columns.meaning],
      environmentVariables.map(([names, meaning]) => [names.replaceAll(/\w+/g, '`$&`'), say(meaning)]),
    ),
    said.dotenv,
    ...groups.flatMap((group) => [
      `## ${group}`,
      ...commands.filter((one) => one.group === group).flatMap((one) => section(one, help, language)),
    ]),
  ])
}

interface Listed {
  path: string
  command: Program
  group: string
}

function below(parent: Program, path: string, group?: string): Listed[] {
  return parent.commands.flatMap((command) => {
    const name = `${path} ${command.name()}`.trim()
    const heading = group ?? command.helpGroup().replace(/:$/, '')
    return command.commands.length > 0
      ? below(command, name, heading)
      : [{ path: name, command, group: heading }]
  })
}

function section(
  { path, command }: Listed,
  help: ReturnType<Program['createHelp']>,
  language: Language,
): string[] {
  const { columns } = words[language.code]
  const own = help.visibleOptions(command).filter(({ long }) => long !== '--help')
  const args = help.visibleArguments(command)
  const parsed = parseArgv([...path.split(' '), '--help'], { language })
  const shown = 'shown' in parsed ? parsed.shown : ''
  const examples = [...shown.matchAll(/^ {2}\$ ((?:.*\\\n)*.*)/gm)].map(([, line = '']) =>
    line.replaceAll(/\n {4}/g, '\n'),
  )
  const usage = /^.*?: (.*)$/m.exec(shown)?.[1] ?? ''
  return [
    `### ${path}`,
    command.description(),
    fenced([usage]),
    ...(args.length > 0
      ? [
          table(
            [columns.argument, columns.meaning],
            args.map((argument) => [`\`${argument.name()}\``, help.argumentDescription(argument)]),
          ),
        ]
      : []),
    ...(own.length > 0
      ? [
          table(
            [columns.flag, columns.meaning],
            own.map((option) => [`\`${option.flags}\``, help.optionDescription(option)]),
          ),
        ]
      : []),
    fenced(examples),
  ]
}

function fenced(lines: string[]): string {
  return `\`\`\`sh\n${lines.join('\n')}\n\`\`\``
}

function table(heading: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) =>
    `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`
  return [line(heading), line(heading.map(() => '---')), ...rows.map(line)].join('\n')
}

function page(blocks: readonly string[]): string {
  return `${blocks.join('\n\n')}\n`
}
