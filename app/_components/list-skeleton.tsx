/** Three lines that are on their way. */
export function ListSkeleton() {
  return (
    <div className="flex flex-col gap-4 py-3" aria-hidden="true">
      <div className="skeleton h-4 w-2/5" />
      <div className="skeleton h-4 w-3/5" />
      <div className="skeleton h-4 w-1/3" />
    </div>
  );
}
