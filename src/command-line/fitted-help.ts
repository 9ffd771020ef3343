import { type Command, type Config, Help, type Interfaces } from '@oclif/core';
import { fittedText } from '../report/terminal/fitted-text.js';
import { shortHelp } from './short-help.js';

/** By so much oclif's columns of flags and examples are at most wider than they were asked to be. */
const overrun = 3;

/** Asks for all that there is to say of a command. package.json names it among the flags of help. */
const allFlag = '--help-all';

/** Help that a screen holds is shown whole. */
const screenLines = 24;
/** Printed before the rest, with an empty line. */
const summaryLines = 2;

/** oclif's help within the columns of the terminal, whatever it holds, and one screen of it where it is long. package.json names it. */
export default class FittedHelp extends Help {
  readonly #columns: number;
  readonly #isAll: boolean;

  constructor(
    config: Config,
    options: Partial<Interfaces.HelpOptions> = {},
    argv: readonly string[] = process.argv,
  ) {
    super(config, options);
    this.#columns = this.opts.maxWidth;
    this.#isAll = argv.includes(allFlag);
    this.opts.maxWidth -= overrun;
  }

  override async showCommandHelp(command: Command.Loadable): Promise<void> {
    const { bin } = this.config;
    const id = command.id.replaceAll(':', ' ');
    // formatCommand changes the id.
    const isLong = this.formatCommand({ ...command }).split('\n').length > screenLines - summaryLines;
    if (this.#isAll || !isLong) {
      await super.showCommandHelp(command);
      return;
    }
    // The templates of examples name the command as it is typed.
    const render = (template: string): string =>
      template.replaceAll('<%= config.bin %>', bin).replaceAll('<%= command.id %>', id);
    const isBelow = (other: Command.Loadable): boolean => /^[: ]/.test(other.id.replace(command.id, ''));
    const below = this.config.commands
      .filter((other) => other.id.startsWith(command.id) && isBelow(other))
      .map((other) => `${bin} ${other.id.replaceAll(':', ' ')}`);
    this.log(shortHelp(command, { bin, columns: Math.min(this.#columns, 80), render, below }));
  }

  protected override log(...texts: string[]): void {
    super.log(...texts.map((text) => fittedText(text, this.#columns)));
  }
}
