/** How lists and objects are written as text. Source: OpenAPI 3.1, Parameter Object, `style`. */
export const styles = ['form', 'simple', 'spaceDelimited', 'pipeDelimited', 'deepObject'] as const;

export type Style = (typeof styles)[number];
