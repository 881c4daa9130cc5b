const cures: Readonly<Record<string, string>> = {
  required: 'read it from where the backend has it (`x-upstream`), or do not require it of the answer',
  unreadable: 'let the codec list or read whatever the backend may answer',
  undeclared: 'declare that media type under `content`, or name it as `upstreamType`',
  enum: 'list every value that the backend may answer, or map the others by a `values` codec',
  const: 'list every value that the backend may answer, or map the others by a `values` codec',
  type: "take the backend's type into the contract's schema (`null` is one), or convert it by a codec",
  format: "give the contract's schema the backend's format, or convert it by a codec",
  unknown: 'declare the member, or let `unknown.response` drop or forward it',
};

/** What would mend a contract that promises more than its backend does. */
export function cureOfAnswer(code: string): string {
  return (
    cures[code] ?? `widen the contract's \`${code}\` to what the backend may answer, or have the backend promise less`
  );
}
