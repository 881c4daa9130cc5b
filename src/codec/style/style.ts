/** How lists and objects are written as text. Source: OpenAPI 3.1, Parameter Object, `style`. */
export type Style = 'form' | 'simple' | 'spaceDelimited' | 'pipeDelimited' | 'deepObject';
