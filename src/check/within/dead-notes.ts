import type { Operation } from '../../contract/contract.ts';
import { listKeywords, mapKeywords } from '../../contract/schema-keywords.ts';
import type { SchemaNode } from '../../contract/schema-node.ts';
import { textLocations } from '../../http/location.ts';
import { allOf, type PlainSchema } from '../image/plain-schema.ts';
import { PlainNodes } from '../image/plain-node.ts';
import { inside, type WithinSite } from './accepted.ts';
import type { WithinNote } from './note.ts';

/**
 * Schemas of requests that no value fits, and branches that nothing takes which fits what stands around them.
 *
 * `known`: the schemas that were looked at before, and whether something dead stands in them; it is told once.
 */
export function deadNotes(
  { parameters, body }: Operation,
  known: Map<SchemaNode, boolean>,
  site: WithinSite,
): WithinNote[] {
  const nodes = new PlainNodes(site.definitions);
  const notes: WithinNote[] = [];
  const isEmpty = (schema: PlainSchema): boolean => inside(schema, false, site).kind === 'proved';
  const visit = (node: SchemaNode, place: string): boolean => {
    const before = known.get(node);
    if (before !== undefined || node.always !== undefined) return before === true;
    // A recursive schema meets itself.
    known.set(node, false);
    let isDead = false;
    for (const below of describedBy(node)) isDead = visit(below, place) || isDead;
    // What follows from a fault further in is not told as well.
    if (!isDead && mayBeEmpty(node) && isEmpty(nodes.of(node))) {
      isDead = true;
      notes.push(deadNote(node, place, 'no value fits this schema, so that whatever it describes is refused'));
    }
    const dead = isDead ? [] : deadBranches(node, { nodes, isEmpty });
    for (const branch of dead) {
      notes.push(deadNote(branch, place, 'no value that fits the schema around it takes this branch'));
    }
    known.set(node, isDead || dead.length > 0);
    return isDead || dead.length > 0;
  };
  for (const location of textLocations) {
    const { schema } = parameters[location];
    if (schema !== undefined) visit(schema, location);
  }
  for (const { schema } of body?.content ?? []) visit(schema, 'body');
  return notes;
}

interface Asked {
  readonly nodes: PlainNodes;
  isEmpty(schema: PlainSchema): boolean;
}

function deadBranches(node: SchemaNode, { nodes, isEmpty }: Asked): SchemaNode[] {
  const branches = [...node.anyOf, ...node.oneOf].filter(isWritten);
  const conditional = node.if === undefined ? [] : conditionalOf(node.if, node);
  if (branches.length + conditional.length === 0) return [];
  const whole = nodes.of(node);
  const dead = branches.filter((branch) => isEmpty(allOf([whole, nodes.of(branch)])));
  const never = conditional.filter(({ fits, misfits }) => {
    const parts = [...fits.map((part) => nodes.of(part)), ...misfits.map((part) => ({ not: nodes.of(part) }))];
    return isEmpty(allOf([whole, ...parts]));
  });
  return [...dead, ...never.map(({ branch }) => branch)];
}

function conditionalOf(condition: SchemaNode, node: SchemaNode) {
  const taken = node.then === undefined ? [] : [{ branch: node.then, fits: [condition], misfits: [] }];
  const other = node.else === undefined ? [] : [{ branch: node.else, fits: [], misfits: [condition] }];
  return [...taken, ...other].filter(({ branch }) => isWritten(branch));
}

/** `false` is written where nothing is meant to fit. */
const isWritten = ({ always }: SchemaNode): boolean => always === undefined;

const speaking = /^(?:enum|const|min|max|exclusive|multipleOf|pattern|required|format)/;

/** A schema of one assertion always has a value; asking costs time where there are thousands. */
function mayBeEmpty(node: SchemaNode): boolean {
  const asserting = Object.keys(node.keywords).filter((keyword) => speaking.test(keyword)).length;
  const nested = [node.not, node.contains, node.if, ...node.allOf, ...node.anyOf, ...node.oneOf];
  return (
    asserting > 1 || (asserting > 0 && node.keywords['type'] !== undefined) || nested.some((part) => part !== undefined)
  );
}

/** The schemas that describe the value or its parts; what stands under `not`, `if` and the like describes nothing. */
function describedBy(node: SchemaNode): SchemaNode[] {
  const named = mapKeywords.flatMap((keyword) => [...node[keyword].values()]);
  const single = [node.ref, node.items, node.additionalProperties, node.contains, node.then, node.else];
  const listed = listKeywords.flatMap((keyword) => node[keyword]);
  return [...named, ...single.filter((part) => part !== undefined), ...listed];
}

function deadNote({ origin, keywords, properties }: SchemaNode, place: string, message: string): WithinNote {
  const mapped =
    keywords['x-upstream'] !== undefined ||
    [...properties.values()].some((member) => member.keywords['x-upstream'] !== undefined);
  const lost = mapped
    ? '; its `x-upstream` never counts'
    : keywords['x-alias'] === undefined
      ? ''
      : '; its `x-alias` is never reached';
  const cure = 'correct the keywords that exclude each other, or take the schema out';
  return { rule: 'schema-dead', severity: 'warning', place, message: message + lost, cure, at: origin };
}
