/** Repetitions after which a setting must be among the better half to get the next. */
export const rungs = [1, 2, 4, 8] as const;
export const topRung = rungs.at(-1)!;
