import { shellQuoted } from '../../explain/shell-quoted.ts';
import { type CompletedCommand, families, firstWords } from './completed-command.ts';

/**
 * Writes the completion of bash (4 or newer). It needs no package beside bash.
 *
 * The line's words come cut at `=`, as bash cuts them; `--out=fo` is completed as `--out fo` is.
 */
export function bashScript(commands: readonly CompletedCommand[]): string {
  const first = [...firstWords(commands).keys()];
  const second = [...families(commands)].map(
    ([word, family]) => [word, family.map(({ name }) => lastWord(name))] as const,
  );
  return `# Completion of paramap for bash. Load it in ~/.bashrc: source <(paramap completion bash)
_paramap() {
  local word="\${COMP_WORDS[COMP_CWORD]}" flag="\${COMP_WORDS[COMP_CWORD-1]}" at=$COMP_CWORD command flags value argument
  if [[ $word == '=' ]]; then word=''
  elif [[ $flag == '=' ]]; then flag="\${COMP_WORDS[COMP_CWORD-2]}"; fi
  local -a line=("\${COMP_WORDS[@]}")
  if [[ \${line[1]} == help ]] && (( at > 1 )); then line=("\${line[@]:1}"); (( at-- )); argument=none; fi
  if (( at == 1 )); then
    local words=${quoted(first)}
    [[ $argument == none ]] || words+=' help --help --version'
    COMPREPLY=($(compgen -W "$words" -- "$word"))
    return
  fi
  command="\${line[1]}"
  case "$command" in
${second.map(([name, words]) => `    ${name}) if (( at == 2 )); then COMPREPLY=($(compgen -W ${quoted(words)} -- "$word")); return; fi; command+=" \${line[2]}" ;;`).join('\n')}
  esac
  [[ $argument == none ]] && return
  case "$command" in
${commands.map(commandCase).join('\n')}
    *) return ;;
  esac
  case "$command $flag" in
${commands.flatMap(valueCases).join('\n')}
  esac
  if [[ -z $value ]]; then
    if [[ $word == -* ]]; then COMPREPLY=($(compgen -W "$flags" -- "$word")); return; fi
    value=$argument
  fi
  case "$value" in
    files) compopt -o filenames 2>/dev/null; mapfile -t COMPREPLY < <(compgen -f -- "$word") ;;
    folders) compopt -o filenames 2>/dev/null; mapfile -t COMPREPLY < <(compgen -d -- "$word") ;;
    words:*) COMPREPLY=($(compgen -W "\${value#words:}" -- "$word")) ;;
  esac
}
complete -F _paramap paramap
`;
}

function commandCase({ name, flags, argument }: CompletedCommand): string {
  const names = flags.map((flag) => `--${flag.name}`);
  return `    ${quoted([name])}) flags=${quoted(names)} argument=${valueWord(argument)} ;;`;
}

function valueCases({ name, flags }: CompletedCommand): string[] {
  return flags.flatMap((flag) => {
    if (flag.value === undefined) return [];
    const forms = [`--${flag.name}`, ...(flag.short === undefined ? [] : [`-${flag.short}`])];
    return [`    ${forms.map((form) => quoted([`${name} ${form}`])).join('|')}) value=${valueWord(flag.value)} ;;`];
  });
}

function valueWord(value: CompletedCommand['argument']): string {
  if (value === undefined) return "''";
  return value.kind === 'words' ? quoted([`words:${value.words.join(' ')}`]) : value.kind;
}

const lastWord = (name: string): string => name.slice(name.lastIndexOf(' ') + 1);

const quoted = (words: readonly string[]): string => shellQuoted(words.join(' '));
