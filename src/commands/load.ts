import { Args } from '@oclif/core';
import type { LoadResult } from '../../bench/search/load/load-result.js';
import { fieldAt } from '../../bench/spec/input/field-at.js';
import { specField } from '../../bench/spec/input/fields.js';
import { resolveSpec } from '../../bench/spec/input/resolve.js';
import { BaseCommand } from '../command-line/base-command.js';
import { exitCodeOfVerdict } from '../command-line/exit-codes.js';
import { loadFlags, loadPlanOf, refuseExcessiveLoad } from '../command-line/load-flags.js';
import { overridesOf } from '../command-line/spec-flags.js';
import { type LoadOptions, searchLoad } from '../experiment/load.js';
import { readSpecFile } from '../experiment/read-spec-file.js';
import { renderLoadReport } from '../report/html/load-report.js';
import { loadLine, loadText, pointLine } from '../report/terminal/load-text.js';
import { messageText } from '../report/terminal/message-text.js';
import { styleFor } from '../report/terminal/style.js';
import { writeLoadFolder } from '../store/load-folder.js';

/** Fields that a search sets whatever the spec sets, and its own defaults. */
const settings = [
  { field: 'workload.updates', value: 0 },
  { field: 'workload.rate', value: 1 },
  { field: 'phases.idle', value: '0s' },
  { field: 'thresholds', value: [] },
] as const;
const defaults = [
  { field: 'workload.generator', value: 'autocannon' },
  { field: 'phases.rampUp', value: '10s' },
  // A node keeps every update: overload fills its memory, not only its queues.
  { field: 'cluster.memory', value: '256MiB' },
  { field: 'phases.duration', value: '5s' },
] as const;
/** Only the reference can be called by HTTP. */
const withoutHttp = defaults.filter(({ field }) => field !== 'workload.generator');
/** Nobody can call a simulated node, and none is cold. */
const simulatedDefaults = defaults.filter(({ field }) => field === 'phases.duration');

export default class Load extends BaseCommand {
  static override summary =
    'Find the saturation point: how many updates per second the cluster carries, and what limits it.';
  static override description =
    'The saturation point is the largest offered load of which 99 % is delivered, with p99 from the intended send until every node holds the update below --bound. The search doubles the load until the cluster does not carry it, then halves the gap. Confirmation runs repeat the saturation point; a final run offers an overload and drains the backlog. Every load is a separate run on a new cluster, with its own folder.\n\nExit codes: 0 pass, 1 fail (an accepted update was lost), 2 wrong flag or spec, 3 environment, 4 unknown (not confirmed, or the generator was the limit), 130 interrupted.';
  static override examples = [
    {
      description: 'Ten nodes as child processes',
      command: '<%= config.bin %> <%= command.id %> --runtime process --nodes 10 --interval 100ms',
    },
    {
      description: 'One figure, for a script',
      command:
        '<%= config.bin %> <%= command.id %> --runtime docker --json | jq .metrics.load.saturationPerSecond',
    },
  ];

  static override args = {
    spec: Args.string({
      description: 'YAML spec, or - for standard input; see `gossip-bench init`. Defaults apply without one.',
    }),
  };
  static override flags = loadFlags;

  async run(): Promise<LoadResult> {
    const { args, flags } = await this.parse(Load);
    const document = args.spec === undefined ? undefined : await readSpecFile(args.spec);
    const plan = loadPlanOf(flags);
    const given = overridesOf(flags);
    const isGiven = (field: string): boolean =>
      fieldAt(document?.fields, field.split('.')) !== undefined ||
      given.some(({ path }) => path.join('.') === field);
    const runtime = given.find(({ label }) => label === '--runtime')?.value ?? document?.fields.runtime;
    const isListed = Array.isArray(fieldAt(document?.fields, ['cluster', 'nodes']));
    const isReference = !isGiven('node.use') && !isGiven('node') && !isListed;
    const own = runtime === 'sim' ? simulatedDefaults : isReference ? defaults : withoutHttp;
    const set = [...own.filter(({ field }) => !isGiven(field)), ...settings].map(({ field, value }) => ({
      path: specField(field).path,
      value,
      label: field,
    }));
    const spec = resolveSpec(document, [...given, ...set]);
    refuseExcessiveLoad(spec, plan);
    await this.handOverIfLarge([spec]);
    const result = await searchLoad(spec, plan, this.#options(flags));
    const report = renderLoadReport(result);
    const folder = await writeLoadFolder(flags.out, result.metrics.load.curve[0]!.runId, { result, report });
    const style = styleFor(process.stdout);
    this.log(flags.quiet ? loadLine(result, style) : loadText(result, folder, style));
    process.exitCode = exitCodeOfVerdict(result.verdict);
    return result;
  }

  #options({ out, quiet }: { readonly out: string; readonly quiet: boolean }): LoadOptions {
    const print = (text: string): void => {
      if (!quiet) process.stderr.write(`${messageText(text)}\n`);
    };
    return {
      outDirectory: out,
      onTrial: ({ askedPerSecond, role }) => print(`${askedPerSecond} updates/s (${role}) …`),
      onPoint: (point) => print(pointLine(point)),
      onNotice: print,
      signal: this.interrupted,
    };
  }
}
