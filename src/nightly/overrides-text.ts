import { specFlags } from '../command-line/spec-flags.js';

/** What does not change what is measured. */
const incidental = new Set(['runtime', 'name', 'seed', 'repeat', 'threshold', 'base-port']);

/** The flags that were given, as they were typed: `--interval 400ms`. */
export const overridesText = (flags: Readonly<Record<string, unknown>>): string =>
  specFlags
    .filter(({ flag }) => flags[flag] !== undefined && !incidental.has(flag))
    .map(({ flag }) => `--${flag} ${String(flags[flag])}`)
    .join(' ');
