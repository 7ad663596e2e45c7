// The last line of npm test, from the report vitest writes with --reporter=json.

/**
 * @typedef {{ status: string, message?: string, assertionResults: { status: string }[] }} TestFile
 * @typedef {{ passed: number, failed: number, skipped: number }} Counts
 */

/**
 * Tests counted by outcome; skipped includes todo. A file that failed without a failed test of its own (it
 * could not be imported, a hook of the whole file threw) counts as one failure. When the runner exited with
 * an error that no count tells (a crash, no report, an error outside every test), that is one failure too.
 * @param {{ testResults?: TestFile[] } | undefined} report
 * @param {number} exitCode of the runner
 * @returns {Counts}
 */
export function countTests(report, exitCode) {
  const counts = { passed: 0, failed: 0, skipped: 0 }
  for (const file of report?.testResults ?? []) {
    const statuses = file.assertionResults.map(({ status }) => status)
    const failed = statuses.filter((status) => status === 'failed').length
    counts.passed += statuses.filter((status) => status === 'passed').length
    counts.skipped += statuses.filter((status) => !['passed', 'failed'].includes(status)).length
    counts.failed += failed === 0 && file.status === 'failed' ? 1 : failed
  }
  if (exitCode !== 0 && counts.failed === 0) counts.failed = 1
  return counts
}

/**
 * `N passed, N failed`, and `, N skipped` when there are any.
 * @param {Counts} counts
 */
export function countsLine({ passed, failed, skipped }) {
  return `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`
}

/**
 * Green means that something ran and nothing failed.
 * @param {Counts} counts
 */
export function isGreen({ passed, failed }) {
  return passed > 0 && failed === 0
}
