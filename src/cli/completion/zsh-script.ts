import { shellQuoted } from '../../explain/shell-quoted.ts';
import {
  type CompletedCommand,
  type CompletedFlag,
  type CompletedValue,
  families,
  firstWords,
} from './completed-command.ts';

/** Writes the completion of zsh (5 or newer), for `source` and as a file `_paramap` of `fpath`. */
export function zshScript(commands: readonly CompletedCommand[]): string {
  return `#compdef paramap
# Completion of paramap for zsh. Load it in ~/.zshrc, after compinit: source <(paramap completion zsh)
_paramap() {
  local curcontext="$curcontext"
  local -a commands
  if [[ $words[2] == help ]]; then shift words; (( CURRENT-- )); fi
  if (( CURRENT <= 2 )); then
    commands=(
${[...firstWords(commands)].map(([word, about]) => `      ${described(word, about)}`).join('\n')}
    )
    _describe -t commands command commands
    return
  fi
  shift words
  (( CURRENT-- ))
${[...families(commands)].map(([word, family]) => familyPart(word, family)).join('\n')}
  case "$words[1]" in
${commands.map(commandCase).join('\n')}
  esac
}
if [[ $funcstack[1] == _paramap ]]; then _paramap "$@"; else compdef _paramap paramap; fi
`;
}

function familyPart(word: string, family: readonly CompletedCommand[]): string {
  const rows = family.map(({ name, summary }) => `      ${described(name.slice(word.length + 1), summary)}`);
  return `  if [[ $words[1] == ${word} ]]; then
    commands=(
${rows.join('\n')}
    )
    if (( CURRENT == 2 )); then _describe -t commands command commands; return; fi
    words[1,2]="$words[1] $words[2]"
    (( CURRENT-- ))
  fi`;
}

function commandCase({ name, flags, argument }: CompletedCommand): string {
  const rest = argument === undefined ? [] : [`        ${shellQuoted(`*${valueSpec('argument', argument)}`)}`];
  return `    ${shellQuoted(name)})
      _arguments -S : \\
${[...flags.map((flag) => `        ${flagSpec(flag)}`), ...rest].join(' \\\n')} ;;`;
}

/** `'(-h --help)'{-h,--help}'[this help]'`, in the language of `_arguments`. */
function flagSpec({ name, short, value, isRepeatable, help }: CompletedFlag): string {
  const about = `[${help.replace(/[\\[\]]/g, '\\$&')}]${value === undefined ? '' : valueSpec('value', value)}`;
  const long = value === undefined ? `--${name}` : `--${name}=`;
  const prefix = isRepeatable ? '*' : '';
  if (short === undefined) return shellQuoted(`${prefix}${long}${about}`);
  const group = isRepeatable ? "'*'" : `'(-${short} --${name})'`;
  return `${group}{-${short},${long}}${shellQuoted(about)}`;
}

function valueSpec(name: string, value: CompletedValue): string {
  if (value.kind === 'words') return `:${name}:(${value.words.join(' ')})`;
  const action = { files: '_files', folders: '_files -/', anything: ' ' }[value.kind];
  return `:${name}:${action}`;
}

const described = (word: string, about: string): string => shellQuoted(`${word}:${about}`);
