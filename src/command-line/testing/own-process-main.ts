import { runInOwnProcess } from '../own-process.js';

/** For a test: runs the script that it is given in a process of its own, as commands run themselves. */
process.exitCode = await runInOwnProcess(['--max-semi-space-size=2'], ['--eval', process.argv[2]!]);
