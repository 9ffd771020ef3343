const noticeEveryMs = 5_000;

/** Tells that `what` has begun, now and then how long it has taken so far, and how long it took in all. */
export async function withElapsedNotices<T>(
  what: string,
  onNotice: (text: string) => void,
  act: () => Promise<T>,
): Promise<T> {
  const startMs = performance.now();
  const seconds = (): string => `${((performance.now() - startMs) / 1000).toFixed(0)} s`;
  onNotice(`${what} …`);
  const timer = setInterval(() => onNotice(`${what}: ${seconds()} so far …`), noticeEveryMs);
  try {
    const result = await act();
    onNotice(`${what}: done after ${seconds()}.`);
    return result;
  } finally {
    clearInterval(timer);
  }
}
