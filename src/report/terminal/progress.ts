import ora from 'ora';
import { monotonicMs } from '../../../bench/journal/clock-offset.js';
import type { ProgressEvent } from '../../../bench/run/progress.js';
import { messageText } from './message-text.js';
import { advance, type PhaseProgress, phaseLine, phaseTitle } from './phase-progress.js';
import { canRedraw } from './style.js';

/** Shows a run's progress, on stderr. */
export interface ProgressDisplay {
  show(event: ProgressEvent): void;
  /** Takes the live line away; idempotent. */
  end(): void;
}

const silent: ProgressDisplay = { show: () => undefined, end: () => undefined };

/** A live line on a terminal, plain lines elsewhere, nothing when `quiet`. */
export function createProgressDisplay(stream: NodeJS.WriteStream, quiet: boolean): ProgressDisplay {
  if (quiet) return silent;
  return canRedraw(stream) ? liveDisplay(stream) : plainDisplay(stream);
}

/** One line a phase, and one a notice. */
export function plainDisplay(stream: NodeJS.WritableStream): ProgressDisplay {
  return {
    show(event) {
      if (event.kind === 'phase') stream.write(`${phaseTitle(event.phase)} …\n`);
      if (event.kind === 'notice') stream.write(`${messageText(event.text)}\n`);
    },
    end: () => undefined,
  };
}

/** Often enough for the seconds to count on, seldom enough to cost the measured machine nothing. */
const refreshMs = 250;

function liveDisplay(stream: NodeJS.WriteStream): ProgressDisplay {
  // Ctrl-C must stay a signal: ora would otherwise put the terminal's input into raw mode.
  const spinner = ora({ stream, discardStdin: false, interval: refreshMs });
  let progress: PhaseProgress | undefined;
  const draw = (): void => {
    if (progress) spinner.text = phaseLine(progress, monotonicMs());
  };
  const timer = setInterval(draw, refreshMs).unref();
  const onResize = (): void => {
    if (!canRedraw(stream)) spinner.stop();
  };
  stream.on('resize', onResize);
  return {
    show(event) {
      if (event.kind === 'notice') spinner.info(messageText(event.text));
      if (event.kind === 'phase' && progress) spinner.succeed(phaseLine(progress, monotonicMs()));
      progress = advance(progress, event, monotonicMs());
      draw();
      if (!spinner.isSpinning && canRedraw(stream)) spinner.start();
    },
    end() {
      clearInterval(timer);
      stream.off('resize', onResize);
      spinner.stop();
    },
  };
}
