type Present<T> = { [K in keyof T]?: Exclude<T[K], undefined> };

/** The fields that could be measured: the others are absent, never undefined, null or 0. */
export function present<T extends object>(fields: T): Present<T> {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as Present<T>;
}
