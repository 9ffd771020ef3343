import { Args, Flags } from '@oclif/core';
import { resolveSpec } from '../../bench/spec/input/resolve.js';
import { BaseCommand } from '../command-line/base-command.js';
import { overridesOf, specFlagDefinitions } from '../command-line/spec-flags.js';
import { type Prediction, predict } from '../experiment/predict.js';
import { readSpecFile } from '../experiment/read-spec-file.js';
import { predictionText } from '../report/terminal/prediction-text.js';

export default class Predict extends BaseCommand {
  static override summary = 'Print what theory and simulation predict, without starting a node.';
  static override description =
    'Simulates a spec several times in virtual time, each run with its own seed, and prints the figures beside those of published formulas. Takes the flags of `run`; ignores the faults of the spec. The same seed gives the same output on every machine.';
  static override examples = [
    {
      description: 'Which fanout for 100 nodes?',
      command: '<%= config.bin %> <%= command.id %> --nodes 100 --mode push --fanout 2',
    },
    {
      description: 'The simulated median, for a script',
      command:
        '<%= config.bin %> <%= command.id %> --nodes 50 --json | jq \'.simulation.summary["fullDisseminationMs.p50"].median\'',
    },
  ];

  static override args = {
    spec: Args.string({
      description: 'YAML spec, or - for standard input; see `gossip-bench init`. Defaults apply without one.',
    }),
  };
  static override flags = {
    ...specFlagDefinitions,
    quiet: Flags.boolean({ description: 'Do not print progress.' }),
  };

  async run(): Promise<Prediction> {
    const { args, flags } = await this.parse(Predict);
    const document = args.spec === undefined ? undefined : await readSpecFile(args.spec);
    const spec = resolveSpec(document, [
      ...overridesOf(flags),
      { path: ['runtime'], value: 'sim', label: '--runtime' },
    ]);
    await this.handOverIfLarge([spec]);
    const onRun = (run: number, runs: number): void => {
      if (!flags.quiet) process.stderr.write(`Simulating, run ${run} of ${runs} …\n`);
    };
    const prediction = await predict(spec, onRun, this.interrupted);
    this.log(predictionText(prediction));
    return prediction;
  }
}
