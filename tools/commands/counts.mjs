/** @typedef {{ passed: number, failed: number }} Counts */

/**
 * What jest's own result says. A test file that could not even be loaded has no tests to count, so it counts itself;
 * and nothing that ended with an error looks like a success.
 *
 * @param {string} json
 * @param {number} exitCode jest's
 * @returns {Counts}
 */
export function countsOf(json, exitCode) {
    const { numPassedTests = 0, numFailedTests = 0, numRuntimeErrorTestSuites = 0 } = JSON.parse(json);
    const failed = numFailedTests + numRuntimeErrorTestSuites;
    return { passed: numPassedTests, failed: exitCode === 0 ? failed : Math.max(1, failed) };
}

/**
 * @param {readonly Counts[]} all
 * @returns {Counts}
 */
export const summed = (all) =>
    all.reduce((sum, { passed, failed }) => ({ passed: sum.passed + passed, failed: sum.failed + failed }), {
        passed: 0,
        failed: 0,
    });

/** @param {Counts} counts */
export const summaryLine = ({ passed, failed }) => `${passed} passed, ${failed} failed`;
