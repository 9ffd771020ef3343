import { Args } from '@oclif/core';
import type { LoadResult } from '../../bench/search/load/load-result.js';
import { specField } from '../../bench/spec/input/fields.js';
import { fieldAt, resolveSpec } from '../../bench/spec/input/resolve.js';
import { BaseCommand } from '../command-line/base-command.js';
import { exitCodeOfVerdict } from '../command-line/exit-codes.js';
import { loadFlags, loadPlanOf } from '../command-line/load-flags.js';
import { overridesOf } from '../command-line/spec-flags.js';
import { type LoadOptions, searchLoad } from '../experiment/load.js';
import { readSpecFile } from '../experiment/read-spec-file.js';
import { renderLoadReport } from '../report/html/load-report.js';
import { loadLine, loadText, pointLine } from '../report/terminal/load-text.js';
import { styleFor } from '../report/terminal/style.js';
import { writeLoadFolder } from '../store/load-folder.js';

/** What a search sets whatever the spec says, and what it takes where nothing is said. */
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
/** Nobody can call a simulated node, and none is cold. */
const simulatedDefaults = defaults.filter(({ field }) => field === 'phases.duration');

export default class Load extends BaseCommand {
  static override summary = 'Find how many updates a second the cluster carries, and what ends it.';
  static override description =
    'Searches the saturation point: the largest offered load of which 99 % are delivered, with p99 from the intended send until every node holds the update below --bound. The load doubles until it is not carried, then the gap is halved; runs at the knee confirm it; at last an overload is offered and its backlog drained. Every load is a run of its own, on a new cluster, with its own folder.\n\nExit codes: 0 pass, 1 fail (an accepted update was lost), 2 wrong flag or spec, 3 environment, 4 unknown (not confirmed, or the generator was the limit), 130 interrupted.';
  static override examples = [
    {
      description: 'Ten nodes as processes',
      command: '<%= config.bin %> <%= command.id %> --runtime process --nodes 10 --interval 100ms',
    },
    {
      description: 'One figure for a script',
      command:
        '<%= config.bin %> <%= command.id %> --runtime docker --json | jq .metrics.load.saturationPerSecond',
    },
  ];

  static override args = {
    spec: Args.string({ description: 'A YAML spec; see `gossip-bench init`. Without it, the defaults.' }),
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
    const own = runtime === 'sim' ? simulatedDefaults : defaults;
    const set = [...own.filter(({ field }) => !isGiven(field)), ...settings].map(({ field, value }) => ({
      path: specField(field).path,
      value,
      label: field,
    }));
    const spec = resolveSpec(document, [...given, ...set]);
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
    const tell = (text: string): void => {
      if (!quiet) process.stderr.write(`${text}\n`);
    };
    return {
      outDirectory: out,
      onTrial: ({ askedPerSecond, role }) => tell(`${askedPerSecond} updates/s (${role}) …`),
      onPoint: (point) => tell(pointLine(point)),
      onNotice: tell,
      signal: this.interrupted,
    };
  }
}
