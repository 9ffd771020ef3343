/** Runs `act` over the items, at most `atOnce` at a time; after the first failure no more are begun. */
export async function inParallel<T>(
  items: Iterable<T>,
  atOnce: number,
  act: (item: T) => Promise<void>,
): Promise<void> {
  const queue = items[Symbol.iterator]();
  let failed = false;
  const work = async (): Promise<void> => {
    for (let next = queue.next(); !next.done && !failed; next = queue.next()) {
      try {
        await act(next.value);
      } catch (error) {
        failed = true;
        throw error;
      }
    }
  };
  const ends = await Promise.allSettled(Array.from({ length: atOnce }, work));
  // All are over: whoever clears up after a failure is alone.
  const failure = ends.find((end) => end.status === 'rejected');
  if (failure) throw failure.reason;
}
