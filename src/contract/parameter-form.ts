import type { ScalarForm } from '../codec/scalar.ts';
import type { Style } from '../codec/style/style.ts';

/** How a parameter is written as text by the caller. */
export type TextForm =
  | { readonly kind: 'scalar'; readonly scalar: ScalarForm }
  | { readonly kind: 'list'; readonly style: Style; readonly explode: boolean; readonly item: ScalarForm }
  | {
      readonly kind: 'object';
      readonly style: Style;
      readonly explode: boolean;
      readonly members: ReadonlyMap<string, ScalarForm>;
      /** The form of members that are not named, where the schema allows them. */
      readonly additional: ScalarForm | undefined;
    };
