import type { Command, Interfaces } from '@oclif/core';

/** What a screen of 80 columns holds, with a line left for the prompt. */
const lines = 24 - 1;

type Flag = Command.Flag.Cached;

/** Flags that most runs are made with, the most used first; a command's own come before them. */
const common = [
  'nodes',
  'node',
  'runtime',
  'mode',
  'fanout',
  'interval',
  'latency',
  'loss',
  'rate',
  'duration',
  'threshold',
  'repeat',
  'set',
  'out',
  'json',
  'quiet',
  'profile',
];

/** Flags of these belong to many commands. */
const sharedGroups: ReadonlySet<string> = new Set([
  'CLUSTER',
  'EXPERIMENT',
  'PROTOCOL',
  'WORKLOAD',
  'SIMULATION',
  'GLOBAL',
]);

export interface ShortHelpOptions {
  readonly bin: string;
  readonly columns: number;
  /** Templates as in a command's examples, filled in. */
  readonly render: (template: string) => string;
  /** Commands below this one, as they are typed. */
  readonly below?: readonly string[];
}

/** One screen about a command: what it is for, the flags that are used most, one example, and where the rest is. */
export function shortHelp(
  command: Command.Loadable,
  { bin, columns, render, below = [] }: ShortHelpOptions,
): string {
  const name = command.id.replaceAll(':', ' ');
  const args = Object.values(command.args);
  const usage = [bin, name, ...args.map(argText), '[FLAGS]'].join(' ');
  const head = [
    cut(render(command.summary ?? ''), columns),
    '',
    'USAGE',
    cut(`  $ ${usage}`, columns),
    ...section(
      'ARGUMENTS',
      args.map((arg) => [argText(arg), firstSentence(render(arg.description ?? ''))]),
      columns,
    ),
  ];
  const tail = [
    ...exampleLines(command, columns, render),
    '',
    ...below.map((other) => `See also: ${other} --help`),
    `All flags: ${bin} ${name} --help-all`,
  ];
  const flags = chosen(Object.values(command.flags), lines - head.length - tail.length - 2);
  const rows = flags.map(
    (flag) => [flagText(flag), firstSentence(render(flag.summary ?? flag.description ?? ''))] as const,
  );
  return [...head, ...section('FLAGS', rows, columns), ...tail].join('\n');
}

function chosen(flags: readonly Flag[], most: number): Flag[] {
  const shown = flags.filter(({ hidden }) => !hidden);
  const own = shown.filter(
    ({ name, helpGroup = '' }) => !sharedGroups.has(helpGroup) && !common.includes(name),
  );
  const others = common.flatMap((name) => shown.filter((flag) => flag.name === name));
  return [...own, ...others].slice(0, Math.max(0, most));
}

const argText = ({ name, required }: Interfaces.Arg<unknown> | Command.Arg.Cached): string =>
  required ? name.toUpperCase() : `[${name.toUpperCase()}]`;

function flagText(flag: Flag): string {
  const short = flag.char ? `-${flag.char}, ` : '';
  if (flag.type === 'boolean') return `${short}--${flag.name}`;
  const given = flag.options ? flag.options.join('|') : undefined;
  const [value = '<value>'] = [flag.helpValue ?? given].flat();
  return `${short}--${flag.name}=${value.length > 22 ? '<option>' : value}`;
}

function section(
  title: string,
  rows: readonly (readonly [string, string] | readonly string[])[],
  columns: number,
): string[] {
  if (rows.length === 0) return [];
  const width = Math.max(...rows.map(([left = '']) => left.length));
  return [
    '',
    title,
    ...rows.map(([left = '', right = '']) => cut(`  ${left.padEnd(width)}  ${right}`, columns)),
  ];
}

function exampleLines(
  { examples = [] }: Command.Loadable,
  columns: number,
  render: (template: string) => string,
): string[] {
  const [first] = examples;
  if (first === undefined) return [];
  const command = typeof first === 'string' ? first : first.command;
  return ['', 'EXAMPLE', cut(`  $ ${render(command)}`, columns)];
}

const firstSentence = (text: string): string => /^.*?[.!?](?= |$)/s.exec(text)?.[0] ?? text;

/** On one line; what does not fit is left out, and that is shown. */
function cut(line: string, columns: number): string {
  const flat = line.replaceAll(/\s*\n\s*/g, ' ').trimEnd();
  return flat.length <= columns ? flat : `${flat.slice(0, columns - 1).trimEnd()}…`;
}
