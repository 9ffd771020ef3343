const signPx = 6.5;
const gapPx = 6;

interface Stretch {
  startMs: number;
  endMs: number;
}

export interface Placed<W> {
  window: W;
  /** Row of its name above the plot, from 0; undefined where no row has room for it. */
  row: number | undefined;
}

/** Puts each window's name centred above it, in the lowest row in which it covers no other name. */
export function placeNames<W extends Stretch>(
  windows: readonly W[],
  nameOf: (window: W) => string,
  { pxPerMs, rows }: { pxPerMs: number; rows: number },
): Placed<W>[] {
  const usedUntilPx = new Array<number>(rows).fill(Number.NEGATIVE_INFINITY);
  return windows
    .filter(({ startMs, endMs }) => endMs > startMs)
    .map((window) => {
      const centrePx = ((window.startMs + window.endMs) / 2) * pxPerMs;
      const halfPx = (nameOf(window).length * signPx) / 2;
      const row = usedUntilPx.findIndex((used) => used + gapPx <= centrePx - halfPx);
      if (row < 0) return { window, row: undefined };
      usedUntilPx[row] = centrePx + halfPx;
      return { window, row };
    });
}
