import type { DescribedContent } from '../../openapi/read/backend-description.ts';
import { contentsFor } from '../backend/content-for.ts';
import { readAs } from '../backend/read-as.ts';
import type { BodyImage } from '../image/operation-image.ts';
import { formDoubt } from './form-doubt.ts';
import { type FilePlace, type Question, resolver, type Site } from './question.ts';

/** What has to hold of the bodies that are sent. */
export function bodyQuestions(site: Site): Question[] {
  const { image, backend } = site;
  const { body } = backend;
  const place = { file: body?.file ?? backend.file, pointer: body?.pointer ?? backend.pointer };
  const broken: Broken = (of, fault) => ({
    in: 'body',
    name: '',
    image: of,
    contract: originOfBody(of),
    backend: place,
    asks: { kind: 'broken', ...fault },
  });
  if (body === undefined) {
    if (!backend.isComplete) return [];
    return image.bodies.map((sent) =>
      broken(sent, { keyword: 'undeclared', because: 'the backend describes no body', cure: 'leave the body out' }),
    );
  }
  const needed = body.required && image.mayLackBody ? [broken(image.bodies[0], lacking)] : [];
  return [...needed, ...image.bodies.map((sent) => contentQuestion(sent, body.content, { ...site, broken }))];
}

const lacking = {
  keyword: 'required',
  because: 'some requests have no body',
  cure: 'declare a body that is required',
};

type Broken = (of: BodyImage | undefined, fault: { keyword: string; because: string; cure: string }) => Question;

function contentQuestion(
  sent: BodyImage,
  contents: Readonly<Record<string, DescribedContent>>,
  { source, image, broken }: Site & { broken: Broken },
): Question {
  const [described, ...others] = contentsFor(sent.format.mediaType, contents);
  const types = Object.keys(contents).map((type) => `\`${type}\``);
  if (described === undefined) {
    const because = `the backend does not take \`${sent.format.mediaType}\`, but ${types.join(', ') || 'nothing'}`;
    return broken(sent, { keyword: 'media-type', because, cure: 'name its media type as `upstreamType`' });
  }
  const place = { file: described.file, pointer: described.pointer };
  const base = { in: 'body', name: '', image: sent, contract: originOfBody(sent), backend: place } as const;
  if (others.length > 0) {
    const because = `the backend tells its \`${sent.format.mediaType}\` apart by parameters, and none of them is sent`;
    return { ...base, asks: { kind: 'unknown', keyword: 'media-type', because } };
  }
  const outer = source.view(described.schema);
  const { schema } = sent;
  const { kind } = sent.format;
  if (outer === true || (kind === 'binary' && schema === undefined)) {
    return { ...base, asks: { kind: 'fits', inner: true, outer: true, outerSource: source } };
  }
  if (schema === undefined || kind === 'xml') {
    const because = `what \`${sent.format.mediaType}\` holds is not compared, but tried`;
    return { ...base, asks: { kind: 'unknown', keyword: 'content', because } };
  }
  const isForm = kind === 'form' || kind === 'multipart';
  const doubt = isForm ? formDoubt(schema, described, resolver(image)) : undefined;
  if (doubt !== undefined) return { ...base, asks: { kind: 'unknown', ...doubt } };
  const inner = isForm ? readAs(schema, { outer, outerSource: source, resolve: resolver(image) }) : schema;
  return { ...base, asks: { kind: 'fits', inner, outer, outerSource: source } };
}

function originOfBody(sent: BodyImage | undefined): FilePlace | undefined {
  return sent?.content?.schema.origin;
}
