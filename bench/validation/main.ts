import { fullSetting } from './full-setting.js';
import { reportOf } from './report.js';
import { validate } from './validation.js';

const { text, exitCode } = reportOf(validate(fullSetting));
console.log(text);
process.exitCode = exitCode;
