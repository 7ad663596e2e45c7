import { describe, expect, it } from 'vitest'
import { countsLine, countTests, isGreen } from './counts.mjs'

const file = (status: string, ...tests: string[]) => ({
  status,
  assertionResults: tests.map((test) => ({ status: test })),
})

describe('countTests', () => {
  it('adds up files', () => {
    const testResults = [
      file('passed', 'passed', 'passed', 'skipped'),
      file('failed', 'passed', 'failed', 'todo'),
    ]
    expect(countTests({ testResults }, 1)).toEqual({ passed: 3, failed: 1, skipped: 2 })
  })

  it('counts a file that could not run', () => {
    expect(countTests({ testResults: [file('failed'), file('passed', 'passed')] }, 1)).toEqual({
      passed: 1,
      failed: 1,
      skipped: 0,
    })
  })

  it('counts a failure nobody reported', () => {
    expect(countTests(undefined, 1).failed).toBe(1)
    expect(countTests({ testResults: [file('passed', 'passed')] }, 130).failed).toBe(1)
    expect(countTests({ testResults: [file('passed', 'passed')] }, 0).failed).toBe(0)
  })
})

describe('countsLine', () => {
  it('leaves out skipped when there is none', () => {
    expect(countsLine({ passed: 12, failed: 0, skipped: 0 })).toBe('12 passed, 0 failed')
    expect(countsLine({ passed: 1, failed: 2, skipped: 3 })).toBe('1 passed, 2 failed, 3 skipped')
  })
})

describe('isGreen', () => {
  it('is red when anything failed or nothing ran', () => {
    expect(isGreen({ passed: 1, failed: 0, skipped: 9 })).toBe(true)
    expect(isGreen({ passed: 5, failed: 1, skipped: 0 })).toBe(false)
    expect(isGreen({ passed: 0, failed: 0, skipped: 4 })).toBe(false)
  })
})
