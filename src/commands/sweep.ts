import { join } from 'node:path';
import { Args, Flags } from '@oclif/core';
import { fieldAt } from '../../bench/spec/input/field-at.js';
import { specField } from '../../bench/spec/input/fields.js';
import { resolveSpec, type SpecOverride } from '../../bench/spec/input/resolve.js';
import { BaseCommand } from '../command-line/base-command.js';
import { exitCodes, worstStatus } from '../command-line/exit-codes.js';
import { outputFlags } from '../command-line/run-flags.js';
import { assignmentFlags, axisFlags, overridesOf, specFlagDefinitions } from '../command-line/spec-flags.js';
import { writeSweepPage } from '../comparison/sweep-page.js';
import { readSpecFile } from '../experiment/read-spec-file.js';
import { type SweepResult, sweep } from '../experiment/sweep.js';
import { gridOf, parseAxis } from '../experiment/sweep-axes.js';
import type { PlannedCell } from '../experiment/sweep-plan.js';
import { messageText } from '../report/terminal/message-text.js';
import { sweepText } from '../report/terminal/sweep-text.js';
import { refuseMeasured } from '../store/write-named-file.js';

/** Flags with several values are texts of their own grammar. */
const axisDefinitions = Object.fromEntries(
  axisFlags.map((flag) => [
    flag,
    Flags.string({
      description:
        flag === 'node'
          ? 'One implementation, or a list (reference,memberlist@0.6,./my-node); `gossip-bench node list` names them.'
          : 'One value, a list (10,20,50), a range (1..5; for payloads 16B..64KiB, in steps of ×4), or a mix.',
      helpGroup: 'GRID',
      helpValue: '<values>',
    }),
  ]),
);

/** Without them a cell takes as long as it takes an update to spread: that shows the growth. */
const spreadAlone = [
  { field: 'workload.rate', value: 0 },
  { field: 'phases.idle', value: '0s' },
] as const;
const leastRepetitions = 3;

export default class Sweep extends BaseCommand {
  static override summary = 'Run a grid of settings, and fit how the figures grow with the number of nodes.';
  static override description =
    'Runs every combination of the GRID values on any runtime. Fits each figure against log2 of the number of nodes and prints what a doubling adds, with its 95 % interval, and whether the growth is O(log N) over these sizes. Exits with the worst verdict of its runs. Runs each cell three times by default (--repeat), without steady load and idle window unless you set them or compare implementations (--node).';
  static override examples = [
    {
      description: 'Does it scale? In virtual time',
      command: '<%= config.bin %> <%= command.id %> --runtime sim --nodes 10,100,1000,10000 --mode push-pull',
    },
    {
      description: 'Which fanout, on real nodes?',
      command: '<%= config.bin %> <%= command.id %> --runtime process --nodes 10,20,40 --fanout 1..4',
    },
    {
      description: 'Implementations side by side',
      command:
        '<%= config.bin %> <%= command.id %> --node reference,memberlist,raft --nodes 10 --runtime process --repeat 5 --interleave --out results/nodes',
    },
    {
      description: 'Both sides of a comparison, interleaved',
      command:
        '<%= config.bin %> <%= command.id %> --interval 200ms,400ms --repeat 5 --interleave --out results/interval',
    },
  ];

  static override args = {
    spec: Args.string({
      description: 'YAML spec, or - for standard input; see `gossip-bench init`. Defaults apply without one.',
    }),
  };
  static override flags = {
    ...specFlagDefinitions,
    ...axisDefinitions,
    ...assignmentFlags,
    ...outputFlags,
    interleave: Flags.boolean({
      description:
        'Alternate between the cells, give each its own folder below --out, compare each with the first, and write sweep.html to --out.',
    }),
    html: Flags.string({
      description: 'Write the HTML page of the sweep to this file.',
      helpValue: '<file>',
    }),
  };

  async run(): Promise<SweepResult> {
    const { args, flags } = await this.parse(Sweep);
    const given = flags as Readonly<Record<string, unknown>>;
    const document = args.spec === undefined ? undefined : await readSpecFile(args.spec);
    const axes = axisFlags.flatMap((flag) =>
      typeof given[flag] === 'string' ? [parseAxis(flag, given[flag])] : [],
    );
    const common = overridesOf(Object.fromEntries(Object.entries(given).filter(([flag]) => !isAxis(flag))));
    const isGiven = (field: string): boolean =>
      fieldAt(document?.fields, field.split('.')) !== undefined ||
      [...common, ...(gridOf(axes)[0] ?? [])].some(({ path }) => path.join('.') === field);
    // Implementations are compared by what they cost, too.
    const isOfNodes = axes.some(({ flag }) => flag === 'node');
    const defaults = (isOfNodes ? [] : spreadAlone)
      .filter(({ field }) => !isGiven(field))
      .map(({ field, value }): SpecOverride => ({ path: specField(field).path, value, label: field }));
    // One for the whole grid, also where nobody gave it.
    let seed: number | undefined;
    const cells = gridOf(axes).map((cell): PlannedCell => {
      const resolved = resolveSpec(document, [...defaults, ...common, ...cell]);
      seed ??= resolved.seed;
      const spec = { ...resolved, seed };
      const setting = Object.fromEntries(
        cell.map(({ label, value }) => [label.slice(2), value as string | number]),
      );
      return { setting, spec: isGiven('repeat') ? spec : { ...spec, repeat: leastRepetitions } };
    });
    await this.handOverIfLarge(cells.map(({ spec }) => spec));
    print(`Seed ${seed}.`);
    if (flags.html !== undefined) await refuseMeasured(flags.html);
    const result = await sweep(cells, {
      outDirectory: String(given.out),
      interleave: given.interleave === true,
      onProgress: (done, total, leftMs) =>
        print(`${done} of ${total} cells${leftText(done < total ? leftMs : undefined)}`),
      onNotice: print,
      signal: this.interrupted,
    });
    const page = flags.html ?? (flags.interleave ? join(String(given.out), 'sweep.html') : undefined);
    if (page !== undefined) await writeSweepPage(page, result);
    this.log(sweepText(result));
    if (page !== undefined) print(`Page: ${page}`);
    const verdicts = result.cells.flatMap((cell) => cell.verdicts.map((status) => ({ verdict: { status } })));
    process.exitCode = exitCodes[worstStatus(verdicts)];
    return result;

    function print(text: string): void {
      if (given.quiet !== true) process.stderr.write(`${messageText(text)}\n`);
    }
  }
}

const isAxis = (flag: string): boolean => (axisFlags as readonly string[]).includes(flag);

const leftText = (leftMs: number | undefined): string =>
  leftMs === undefined ? '' : `, about ${Math.ceil(leftMs / 1_000)} s left`;
