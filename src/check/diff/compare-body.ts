import type { JsonValue } from '../../codec/json-value.ts';
import { canonicalText } from '../../codec/canonical-text.ts';
import type { BodyContent } from '../../contract/body-declaration.ts';
import { isValueKind } from '../../http/format-kind.ts';
import { originOf } from '../image/place-image.ts';
import type { Noted, Witness } from './change.ts';
import { compareBodyDefaults } from './compare-body-defaults.ts';
import { compareTaken } from './compare-values.ts';
import type { OperationPair } from './operation-pair.ts';

/** What changed of the bodies that an operation takes, for its callers. */
export function compareBodies(pair: OperationPair): Noted[] {
  const [before, after] = [pair.before.body, pair.after.body];
  const old = before?.content ?? [];
  const current = after?.content ?? [];
  const named = (contents: readonly BodyContent[], name: string): BodyContent | undefined =>
    contents.find(({ mediaType }) => mediaType === name);
  const gone = old.filter(({ mediaType }) => named(current, mediaType) === undefined);
  const fresh = current.filter(({ mediaType }) => named(old, mediaType) === undefined);
  const both = old.flatMap((content) => {
    const other = named(current, content.mediaType);
    return other === undefined ? [] : [[content, other] as const];
  });
  return [
    ...compareRequired(pair),
    ...gone.flatMap((content) => removedContent(content, pair)),
    ...fresh.map((content): Noted => addedContent(content)),
    ...both.flatMap(([content, other]) => compareContents(content, other, pair)),
  ];
}

function compareRequired(pair: OperationPair): Noted[] {
  const [was, is] = [pair.before.body?.required === true, pair.after.body?.required === true];
  const base = { side: 'callers', in: 'body', name: '', kind: is ? 'required' : 'optional' } as const;
  const places = { before: placeOf(pair.before.body?.content[0]), after: placeOf(pair.after.body?.content[0]) };
  if (was === is) return [];
  if (was && pair.after.body === undefined) return [];
  if (was) return [{ ...base, ...places, effect: 'compatible', message: 'the body may be left out' }];
  const witness = pair.trials.refused(pair.before);
  const effect = witness === undefined ? 'unknown' : 'breaking';
  return [{ ...base, ...places, effect, message: 'a body is required now', witness }];
}

const placeOf = (content: BodyContent | undefined) => (content === undefined ? undefined : originOf(content.place));

function addedContent(content: BodyContent): Noted {
  const { mediaType } = content;
  const base = { side: 'callers', in: 'body', name: mediaType, after: originOf(content.place) } as const;
  return { ...base, effect: 'compatible', kind: 'media-type-added', message: `a body may be ${mediaType}` };
}

function removedContent(content: BodyContent, pair: OperationPair): Noted[] {
  const { mediaType } = content;
  const witness = witnessOf(content, pair);
  const base = { side: 'callers', in: 'body', name: mediaType, before: originOf(content.place) } as const;
  const effect = witness === undefined ? 'unknown' : 'breaking';
  return [{ ...base, effect, kind: 'media-type-removed', message: `a body may no longer be ${mediaType}`, witness }];
}

/** Any body of a content, where the newer contract refuses it. */
function witnessOf(content: BodyContent, { trials, before }: OperationPair): Witness | undefined {
  for (const value of trials.samples(content.place)) {
    const witness = trials.refused(before, { body: { content, value } });
    if (witness !== undefined) return witness;
  }
  return undefined;
}

function compareContents(before: BodyContent, after: BodyContent, pair: OperationPair): Noted[] {
  const { mediaType } = before;
  const at = { in: 'body', name: mediaType } as const;
  const places = { before: originOf(before.place), after: originOf(after.place) };
  if (!isValueKind(before.format.kind) && before.format.kind !== 'multipart') return [];
  const files = canonicalText([...before.files.keys()]) === canonicalText([...after.files.keys()]);
  const changes: Noted[] = files
    ? []
    : [
        {
          side: 'callers',
          ...at,
          ...places,
          effect: 'unknown',
          kind: 'files',
          message: `the files of ${mediaType} are others`,
        },
      ];
  const schema = pair.views.before.body(before);
  const refused = (value: JsonValue): Witness | undefined =>
    pair.trials.refused(pair.before, { body: { content: before, value } });
  return [
    ...changes,
    ...compareBodyDefaults(before, after, { side: 'callers', ...at, ...places }),
    ...compareTaken({
      before: schema,
      after: pair.views.after.body(after),
      called: `the body (${mediaType})`,
      at,
      memory: pair.memory,
      refused,
      search: () => pair.trials.search(schema, refused),
    }),
  ];
}
