/** A sentence in which what stands between backticks is code. */
export function Words({ children }: { readonly children: string }) {
  return (
    <>
      {children
        .split('`')
        .map((part, index, all) =>
          index % 2 === 1 && index < all.length - 1 ? <code key={index}>{part}</code> : part,
        )}
    </>
  );
}
