import { fullSearchSetting, fullSetting } from './full-setting.js';
import { reportOf } from './report.js';
import { validate, validateSearch } from './validation.js';

const { text, exitCode } = reportOf({
  ...validate(fullSetting),
  ...(await validateSearch(fullSearchSetting)),
});
console.log(text);
process.exitCode = exitCode;
