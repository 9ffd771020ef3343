import { Args, Flags } from '@oclif/core';
import { CodedError } from '../../../nodes/coded-error.js';
import { checkProgram } from '../../../nodes/contract/check/check-program.js';
import type { RuleOutcome } from '../../../nodes/contract/check/rule.js';
import { buildImplementation } from '../../../nodes/implementations/build-implementation.js';
import {
  findImplementation,
  implementationTitle,
  referenceName,
} from '../../../nodes/implementations/find-implementation.js';
import { resolveParameters } from '../../../nodes/implementations/parameters.js';
import { BaseCommand } from '../../command-line/base-command.js';
import { exitCodes } from '../../command-line/exit-codes.js';
import { checkJunit, checkText, outcomeText } from '../../node/check-text.js';
import { messageText } from '../../report/terminal/message-text.js';
import { writeNamedFile } from '../../store/write-named-file.js';

interface CheckResult {
  readonly node: string;
  readonly verdict: 'pass' | 'fail';
  readonly rules: readonly RuleOutcome[];
}

export default class NodeCheck extends BaseCommand {
  static override summary = 'Check that a node keeps the contract, rule by rule.';
  static override description =
    'Starts three processes of the node on loopback, with links that can be cut and count, and tries every rule of contract 2: passed, failed, not claimed by the node, or not reached since the node failed before. nodes/contract/lines/README.md is the contract.\n\nExit codes: 0 every claimed rule passed, 1 some failed, 2 wrong flag or manifest, 3 the node cannot be built, 130 interrupted.';
  static override examples = [
    { description: 'A shipped adapter', command: '<%= config.bin %> <%= command.id %> memberlist' },
    { description: 'Your own node', command: '<%= config.bin %> <%= command.id %> ./my-node.py' },
    {
      description: 'In CI',
      command: '<%= config.bin %> <%= command.id %> ./gossip-node.yaml --junit node-check.xml',
    },
  ];

  static override args = {
    node: Args.string({
      description: 'A shipped adapter, an executable, or the path of a gossip-node.yaml.',
      required: true,
    }),
  };
  static override flags = {
    junit: Flags.string({ description: 'Also write the outcomes as JUnit XML.', helpValue: '<file>' }),
  };

  async run(): Promise<CheckResult> {
    const { args, flags } = await this.parse(NodeCheck);
    if (args.node === referenceName) {
      throw new CodedError('USAGE', 'the reference speaks HTTP, which its own tests check', {
        remedy: 'Name an adapter, an executable or a manifest.',
      });
    }
    const implementation = findImplementation(args.node);
    const { parameters } = resolveParameters(implementation.manifest, { own: {}, standard: {} });
    const program = await buildImplementation(implementation, parameters, {
      onNotice: (text) => process.stderr.write(`${messageText(text)}\n`),
      signal: this.interrupted,
    });
    const show = (outcome: RuleOutcome): void => this.log(outcomeText(outcome));
    const rules = await checkProgram(program, show, this.interrupted);
    const result = {
      node: implementationTitle(implementation),
      verdict: rules.some(({ status }) => status === 'failed') ? 'fail' : 'pass',
      rules,
    } as const;
    this.log(checkText(result.node, rules));
    if (flags.junit !== undefined) await writeNamedFile(flags.junit, checkJunit(result.node, rules));
    if (result.verdict === 'fail') process.exitCode = exitCodes.fail;
    return result;
  }
}
