/** Up to `wanted` items, taken evenly from all. */
export function everyNth<T>(items: readonly T[], wanted: number): T[] {
  const every = Math.max(1, Math.floor(items.length / wanted));
  return items.filter((_, at) => at % every === 0).slice(0, wanted);
}
