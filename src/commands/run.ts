import { Args, Flags } from '@oclif/core';
import type { Result } from '../../bench/result/result.js';
import { resolveSpec } from '../../bench/spec/input/resolve.js';
import type { Spec } from '../../bench/spec/spec.js';
import { CodedError } from '../../nodes/coded-error.js';
import { BaseCommand } from '../command-line/base-command.js';
import { runFlags } from '../command-line/run-flags.js';
import { overridesOf } from '../command-line/spec-flags.js';
import { conduct } from '../experiment/conduct.js';
import type { GroupResult } from '../experiment/group.js';
import { readSpecFile } from '../experiment/read-spec-file.js';

export default class Run extends BaseCommand {
  static override summary = 'Run an experiment: start a cluster, spread updates, measure.';
  static override description =
    'Starts real gossip nodes with a Toxiproxy proxy on every link, writes updates, waits until they have spread, measures a steady load and the idle cost, and prints the figures with a verdict. Every flag in CLUSTER, PROTOCOL, WORKLOAD, SIMULATION and EXPERIMENT is also a field of a spec; flags override the spec.\n\nExit codes: 0 pass, 1 fail, 2 wrong flag or spec, 3 environment, 4 unknown, 130 interrupted.';
  static override examples = [
    {
      description: 'The demonstration: 10 nodes, 10 updates, under a minute',
      command: '<%= config.bin %> <%= command.id %>',
    },
    {
      description: 'Push over slow, lossy links',
      command: '<%= config.bin %> <%= command.id %> --nodes 25 --mode push --latency 20ms --loss 5%',
    },
    {
      description: 'Fail if an update takes too long',
      command:
        "<%= config.bin %> <%= command.id %> --threshold 'fullDisseminationMs.p99<500' --threshold 'reach>=1'",
    },
    {
      description: 'Run a spec five times, with one field overridden',
      command: '<%= config.bin %> <%= command.id %> spec.yaml --repeat 5 --fanout 2',
    },
    {
      description: 'One figure, for a script',
      command: '<%= config.bin %> <%= command.id %> --json | jq .metrics.fullDisseminationMs.p99',
    },
  ];

  static override args = {
    spec: Args.string({
      description: 'YAML spec, or - for standard input; see `gossip-bench init`. Defaults apply without one.',
    }),
  };
  static override flags = {
    ...runFlags,
    profile: Flags.boolean({
      description:
        'Save a CPU profile of node n0 in the steady phase to the run folder, for Chrome DevTools.',
    }),
  };

  async run(): Promise<Result | GroupResult> {
    const { args, flags } = await this.parse(Run);
    const document = args.spec === undefined ? undefined : await readSpecFile(args.spec);
    const spec = resolveSpec(document, overridesOf(flags));
    if (flags.profile) refuseProfile(spec);
    await this.handOverIfLarge([spec]);
    const { outcome, text, error } = await conduct(spec, flags, this.interrupted);
    this.log(text);
    process.exitCode = this.exitCodeOf(outcome.verdict, error);
    return outcome;
  }
}

function refuseProfile({ runtime, workload, phases }: Spec): void {
  const remedy = 'Use --runtime process or docker, and a --rate. See `gossip-bench run --help`.';
  if (runtime === 'sim')
    throw new CodedError('USAGE', '--profile: a simulated node has no process', { remedy });
  if (workload.ratePerSecond > 0 && phases.durationMs > 0) return;
  throw new CodedError('USAGE', '--profile: there is no steady load to profile', { remedy });
}
