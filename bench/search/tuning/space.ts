import type { Level, Parameter } from './parameter-levels.js';

/** One point of the space: for each parameter the position of its level. */
export type Setting = readonly number[];

/** Parameters of nodes by their names in the program, with values as it uses them. */
export type Values = Readonly<Record<string, Level['value']>>;

/** What is searched over. */
export interface Space {
  readonly parameters: readonly Parameter[];
  /** Whether a setting can be run, and is worth it. */
  readonly admits: (setting: Setting) => boolean;
}

export const keyOf = (setting: Setting): string => setting.join(',');

/** How many settings there are, admitted or not. */
export const sizeOf = ({ parameters }: Pick<Space, 'parameters'>): number =>
  parameters.reduce((product, { levels }) => product * levels.length, 1);

/** The setting of a position from 0 to size − 1, the last parameter the quickest. */
export function settingAt({ parameters }: Pick<Space, 'parameters'>, position: number): Setting {
  let rest = position;
  return parameters
    .toReversed()
    .map(({ levels }) => {
      const level = rest % levels.length;
      rest = Math.floor(rest / levels.length);
      return level;
    })
    .reverse();
}

/** What a setting says, as the program uses it. */
export const patchOf = ({ parameters }: Pick<Space, 'parameters'>, setting: Setting): Values =>
  Object.fromEntries(parameters.map(({ field, levels }, i) => [field, levels[setting[i]!]!.value]));

/** The same as a spec has it. */
export const writtenOf = (
  { parameters }: Pick<Space, 'parameters'>,
  setting: Setting,
): Readonly<Record<string, string | number>> =>
  Object.fromEntries(parameters.map(({ name, levels }, i) => [name, levels[setting[i]!]!.written]));

/** Whether a setting takes a value that nobody asked to try. */
export const isPresentOnly = ({ parameters }: Pick<Space, 'parameters'>, setting: Setting): boolean =>
  parameters.some(({ levels }, i) => levels[setting[i]!]!.isPresentOnly === true);

/** The setting that nodes have, or that a setting of another space says; undefined where one of its values is no level. */
export function settingOf(
  { parameters }: Pick<Space, 'parameters'>,
  values: Readonly<Record<string, unknown>>,
): Setting | undefined {
  const setting = parameters.map(({ field, levels }) =>
    levels.findIndex(({ value }) => value === values[field]),
  );
  return setting.includes(-1) ? undefined : setting;
}

/** Admitted settings that differ in one parameter: by one level where levels have an order, else by any. */
export function neighboursOf(space: Space, setting: Setting): Setting[] {
  return space.parameters.flatMap(({ levels, isOrdered }, i) => {
    const here = setting[i]!;
    const others = isOrdered ? [here - 1, here + 1] : levels.map((_, level) => level);
    return others
      .filter((level) => level !== here && level >= 0 && level < levels.length)
      .map((level) => setting.with(i, level))
      .filter((neighbour) => space.admits(neighbour));
  });
}
