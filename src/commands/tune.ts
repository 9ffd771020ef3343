import { Args } from '@oclif/core';
import { BaseCommand } from '../command-line/base-command.js';
import { exitCodes } from '../command-line/exit-codes.js';
import { readSpecFile } from '../experiment/read-spec-file.js';
import { planSizes } from '../experiment/tune/plan-sizes.js';
import { saveTuning } from '../experiment/tune/save-tuning.js';
import { tune } from '../experiment/tune/tune.js';
import { tuneFlags, tuneInput, tuneProof } from '../experiment/tune/tune-flags.js';
import type { TuneResult } from '../experiment/tune/tune-result.js';
import { namesOther } from '../experiment/tune/tuning-input.js';
import { styleFor } from '../report/terminal/style.js';
import { createTuneProgress } from '../report/terminal/tune-progress.js';
import { tuneText } from '../report/terminal/tune-text.js';
import { createTuningFolder, removeIfEmpty } from '../store/tuning-folder.js';

export default class Tune extends BaseCommand {
  static override summary =
    'Find the cheapest protocol setting that meets an SLO, for this cluster and these faults.';
  static override description =
    'Simulates settings from the values of --param under every scenario of --under, and searches for the cheapest one that keeps every --slo. Then runs the best few and the present setting on real nodes, interleaved, and recommends by measurement. Under a scenario, spread and cost are measured while its faults are active. Nodes of others (--node) cannot be simulated: the search runs each setting on real nodes, one run after the other, within --budget. The spec and the flags of `run` define the cluster and its present setting.\n\nExit codes: 0 a setting is recommended, 1 no setting keeps the SLOs (the closest is printed), 2 wrong flag or spec, 3 environment (the proof broke off; the results so far are printed), 4 too few simulations or runs to decide, 130 interrupted (the best so far is printed).';
  static override examples = [
    {
      description: 'Full dissemination within a second, also under loss and a crash',
      command:
        "<%= config.bin %> <%= command.id %> --nodes 50 --slo 'fullDisseminationMs.p99<1s' --slo 'reach==1' --under lossy-10,crash-one",
    },
    {
      description: 'Only in simulation, over given values',
      command:
        "<%= config.bin %> <%= command.id %> --slo 'propagationLatencyMs.p99<500ms' --param fanout=1..8 --param interval=50ms..1s --param stop-k=1,2,4 --no-proof",
    },
    {
      description: 'The failure detector, with two costs: prints the Pareto front',
      command:
        "<%= config.bin %> <%= command.id %> --slo 'detection.falsePositives==0' --under crash-one --param probeInterval=200ms..2s --param probeTimeout=100ms..1s --cost bytes --cost detection.firstDetectionMs.p50 --no-proof",
    },
    {
      description: 'An implementation of others, by real runs alone',
      command:
        "<%= config.bin %> <%= command.id %> --node memberlist --nodes 10 --runtime process --slo 'fullDisseminationMs.p99<1s' --param fanout=1..4 --param interval=100ms,200ms,400ms",
    },
    {
      description: 'For several cluster sizes',
      command:
        "<%= config.bin %> <%= command.id %> --nodes 50,500 --slo 'fullDisseminationMs.p99<2s' --no-proof",
    },
  ];

  static override args = {
    spec: Args.string({
      description:
        'YAML spec of the cluster, or - for standard input; see `gossip-bench init`. Defaults apply without one.',
    }),
  };
  static override flags = tuneFlags;

  async run(): Promise<TuneResult> {
    const { args, flags } = await this.parse(Tune);
    const document = args.spec === undefined ? undefined : await readSpecFile(args.spec);
    const input = tuneInput(document, flags);
    const proof = tuneProof(document, flags, namesOther(input));
    const plans = await planSizes(input, proof?.repetitions ?? 0);
    await this.handOverIfLarge(plans.map(({ present }) => present));
    const folder = await createTuningFolder(String(flags.out), String(process.pid));
    const progress = createTuneProgress(process.stderr, flags.quiet === true);
    let proofError: unknown;
    const result = await tune(plans, input, {
      folder: folder.path,
      proof,
      onProgress: progress.show,
      onNotice: progress.notice,
      onProofError: (error) => {
        proofError = error;
      },
      signal: this.interrupted,
    })
      .catch(async (error) => {
        await removeIfEmpty(folder);
        throw error;
      })
      .finally(progress.end);
    await saveTuning(folder, result);
    this.log(`${tuneText(result, styleFor(process.stdout))}\n  ${folder.report}`);
    process.exitCode = this.interrupted.aborted
      ? exitCodes.interrupted
      : this.exitCodeOf(result.verdict, proofError);
    return result;
  }
}
