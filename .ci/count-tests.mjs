// Prints the closing line of CI from vitest's JSON report, and fails when a test failed, was skipped, or none ran.
import { existsSync, readFileSync } from 'node:fs';

const [reportPath, stepStatus] = process.argv.slice(2);
const report = existsSync(reportPath) ? JSON.parse(readFileSync(reportPath, 'utf8')) : { testResults: [] };
const tests = report.testResults.flatMap((file) => {
  // A file that could not be loaded has no tests of its own: it counts as one failure.
  if (file.assertionResults.length === 0 && file.status === 'failed') {
    return [{ fullName: file.name, status: 'failed' }];
  }
  return file.assertionResults;
});
const passed = tests.filter((test) => test.status === 'passed').length;
const failed = tests.filter((test) => test.status === 'failed');
const skipped = tests.filter((test) => test.status !== 'passed' && test.status !== 'failed');
for (const test of failed) console.log(`failed: ${test.fullName}`);
for (const test of skipped) console.log(`skipped, and CI must skip nothing: ${test.fullName}`);
if (stepStatus !== '0') console.log('a step failed: see above');
const bad = failed.length + skipped.length;
process.exitCode = bad > 0 || stepStatus !== '0' || passed === 0 ? 1 : 0;
console.log(`${passed} passed, ${bad} failed`);
