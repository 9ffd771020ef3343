/** Mostly a list stays as short as this: with room for one alone, where a first `push` would make room for seventeen. */
export function appended<T>(list: T[] | undefined, element: T): T[] {
  if (list === undefined) return [element];
  list.push(element);
  return list;
}
