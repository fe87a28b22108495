/** What `lumi eval` is made of. */
export { gatesMissed } from './baseline.ts';
export { compareRuns } from './compare-runs.ts';
export { evaluateCollection, evaluatePages, evaluateSuite } from './evaluate.ts';
export { comparisonAsText, runAsText } from './print-run.ts';
export { readRun, writeRun } from './stored-run.ts';
export { DEFAULT_SUITE, findSuite, readSuite } from './suite.ts';
