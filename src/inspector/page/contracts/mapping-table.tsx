import type { ArrowEnd, MappingArrow } from '../../protocol-contracts.ts';
import { placeWords } from './place-words.ts';

/** What the columns are called: of a request the caller's side is the first, of an answer the upstream's. */
export interface SideNames {
  readonly from: string;
  readonly to: string;
}

export const requestSides: SideNames = { from: 'From the caller', to: 'To the upstream' };
export const answerSides: SideNames = { from: 'From the upstream', to: 'To the caller' };

/** The same rules as the picture, in words. */
export function MappingTable(props: {
  readonly rules: readonly MappingArrow[];
  readonly sides: SideNames;
  readonly caption: string;
}) {
  return (
    <table class="words">
      <caption class="unseen">{props.caption}</caption>
      <thead>
        <tr>
          <th scope="col">{props.sides.from}</th>
          <th scope="col">{props.sides.to}</th>
          <th scope="col">On the way</th>
          <th scope="col">Rule</th>
        </tr>
      </thead>
      <tbody>
        {props.rules.map((rule, index) => (
          <tr key={index}>
            <td>{fromWords(rule)}</td>
            <td>{toWords(rule)}</td>
            <td>{[...rule.codecs.map((codec) => `through ${codec}`), ...rule.reasons].join(', ')}</td>
            <td class="quiet">{rule.rule && `${rule.rule.file}:${rule.rule.line ?? rule.rule.pointer}`}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function fromWords({ from, source, kind }: MappingArrow): string {
  if (from !== undefined) return endWords(from);
  return kind === 'unfilled' ? 'nothing' : (source?.text ?? '');
}

function toWords({ to, kind }: MappingArrow): string {
  if (to !== undefined) return kind === 'unfilled' ? `${endWords(to)}: not filled` : endWords(to);
  return 'not sent';
}

function endWords(end: ArrowEnd): string {
  const facts = [
    end.type,
    end.isRequired ? 'required' : '',
    end.isSensitive ? 'sensitive' : '',
    end.isDeprecated ? 'deprecated' : '',
  ].filter((fact) => fact !== '');
  return facts.length === 0 ? placeWords(end) : `${placeWords(end)} (${facts.join(', ')})`;
}
