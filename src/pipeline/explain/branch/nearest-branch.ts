import type { SchemaNode } from '../../../contract/schema-node.ts';
import { orList } from '../../../problem/type-phrase.ts';
import { FaultList } from '../fault-list.ts';
import { type Fault, type Subject, type Walk, withoutValue } from '../walk.ts';
import { certainNodes } from './outline.ts';

/** Enough to tell which branch is nearest. */
const mostCompared = 10;
const mostTold = 3;

interface Nearest {
  /** The branch that is clearly meant. */
  readonly branch: SchemaNode | undefined;
  /** What the branches want, where none is. */
  readonly tell: Fault['tell'];
}

/** The branch with the fewest faults, where no other has as few. */
export function nearestBranch(walk: Walk, branches: readonly SchemaNode[], subject: Subject): Nearest {
  const count = branches.length;
  if (!walk.mayCompare()) return { branch: undefined, tell: tellForms([], count, subject) };
  const compared = branches.map((branch) => {
    const list = new FaultList(mostCompared);
    // A branch that only tells its faults must not change what counts as evaluated.
    walk.tellingTo(list).visit(branch, { ...subject, evaluated: undefined });
    return { branch, faults: list.faults, weight: list.faults.reduce((sum, fault) => sum + weightOf(fault), 0) };
  });
  const least = Math.min(...compared.map(({ weight }) => weight));
  const nearest = compared.filter(({ weight }) => weight === least);
  const [only] = nearest;
  const forms = compared.flatMap(({ branch, faults: [fault] }, index) =>
    fault === undefined ? [] : [{ label: labelOf(branch, index), fault }],
  );
  return {
    branch: nearest.length === 1 && only !== undefined && only.faults.length > 0 ? only.branch : undefined,
    tell: tellForms(forms, count, subject),
  };
}

/** Members that are missing or too many show another form; a value that is slightly wrong shows this one. */
function weightOf(fault: Fault): number {
  const isOtherForm = fault.value === undefined || fault.code === 'type' || fault.code === 'const';
  return isOtherForm ? 3 : 1;
}

interface ToldForm {
  readonly label: string;
  readonly fault: Fault;
}

function tellForms(forms: readonly ToldForm[], count: number, subject: Subject): Fault['tell'] {
  return (seen) => {
    const hidden = withoutValue(seen);
    const ofWhole = forms.filter(({ fault }) => fault.spot === subject.spot).map(({ fault }) => fault.tell(hidden));
    const wanted = ofWhole.filter((text) => text.startsWith('must be ')).map((text) => text.slice('must be '.length));
    if (wanted.length > 0 && wanted.length === count) return `must be ${orList(wanted)}${seen.got}${seen.unset}`;
    const told = forms.slice(0, mostTold).map(({ label, fault }) => {
      return `as ${label}${fault.spot === subject.spot ? ` it ${fault.tell(hidden)}` : `, ${seen.tell(fault)}`}`;
    });
    const rest = forms.length > mostTold ? '; ...' : '';
    return `fits none of the allowed forms${told.length === 0 ? '' : `: ${told.join('; ')}${rest}`}`;
  };
}

function labelOf(branch: SchemaNode, index: number): string {
  const title = certainNodes(branch)
    .map(({ keywords }) => keywords['title'])
    .find((text) => typeof text === 'string');
  return title === undefined ? `form ${index + 1}` : `"${title}"`;
}
