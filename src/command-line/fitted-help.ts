import { type Config, Help, type Interfaces } from '@oclif/core';
import { fittedText } from '../report/terminal/fitted-text.js';

/** By so much oclif's columns of flags and examples are at most wider than they were asked to be. */
const overrun = 3;

/** oclif's help within the columns of the terminal, whatever it holds. package.json names it. */
export default class FittedHelp extends Help {
  readonly #columns: number;

  constructor(config: Config, options: Partial<Interfaces.HelpOptions> = {}) {
    super(config, options);
    this.#columns = this.opts.maxWidth;
    this.opts.maxWidth -= overrun;
  }

  protected override log(...texts: string[]): void {
    super.log(...texts.map((text) => fittedText(text, this.#columns)));
  }
}
