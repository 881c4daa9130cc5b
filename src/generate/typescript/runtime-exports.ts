/** What the files of the runtime export for generated files, by file; a test compares it with the files. */
export const runtimeExports: Readonly<Record<string, Readonly<Record<string, 'type' | 'value'>>>> = {
  'paramap-client': {
    ApiError: 'value',
    bind: 'value',
    Call: 'type',
    CallOptions: 'type',
    ClientOptions: 'type',
    DataOf: 'type',
    Definition: 'type',
    Fault: 'type',
    HeaderFields: 'type',
    HttpError: 'type',
    Needs: 'type',
    Operation: 'type',
    operation: 'value',
    OutgoingRequest: 'type',
    Problem: 'type',
    ProblemCode: 'type',
    readJson: 'value',
    readNone: 'value',
    Result: 'type',
    RetriedCall: 'type',
    RetryPolicy: 'type',
    Success: 'type',
    Takes: 'type',
  },
  'paramap-contents': {
    readAny: 'value',
    readBytes: 'value',
    readText: 'value',
  },
  'paramap-events': {
    eventReader: 'value',
    RawEvent: 'type',
    readLines: 'value',
    StreamCall: 'type',
    streamed: 'value',
    StreamOperation: 'type',
  },
  'paramap-forms': {
    Bytes: 'type',
    FieldStyles: 'type',
    formWriter: 'value',
    writeAsIs: 'value',
    writeMultipart: 'value',
  },
  'paramap-pages': {
    ItemAt: 'type',
    paged: 'value',
    PagedCall: 'type',
    PagedOperation: 'type',
    Paging: 'type',
  },
  'paramap-styles': {
    writeCookies: 'value',
    writeStyled: 'value',
  },
  'paramap-validate': {
    validator: 'value',
  },
};

/** Every name that a generated file may import, so that none of its own hides it. */
export const runtimeNames: readonly string[] = Object.values(runtimeExports).flatMap((names) => Object.keys(names));
