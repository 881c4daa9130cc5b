export type Fault = 'caller' | 'contract' | 'upstream';

export type ProblemCode = 'invalid-request' | 'contract-broken';
