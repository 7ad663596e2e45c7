import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { betaAbove, betaBelow, betaQuantile } from './index.ts'

const close = (found: number, expected: number, relative = 1e-9) =>
  expect(Math.abs(found - expected)).toBeLessThanOrEqual(relative * expected)

describe('the beta distribution', () => {
  it('is that of R', () => {
    // pbeta(x, a, b) of R 4.2, and its upper tail
    for (const [x, a, b, below, above] of [
      [0.5, 1e7, 1e7, 0.5, 0.5],
      [0.5003, 1e7, 1e7, 0.9963548232210564, 0.003645176778943546],
      [0.0100002, 1e5, 9.9e6, 0.5029499871224944, 0.4970500128775056],
      [3e-7, 3, 9_999_998, 0.5768099524794332, 0.4231900475205668],
      [0.9, 90_000_003, 1e7, 0.4999246442370475, 0.5000753557629525],
      [0.502, 1e7, 1e7, 1, 7.232948254222075e-72],
      [0.4, 0.5, 0.5, 0.4359057831510249, 0.5640942168489751],
      [0.001, 2.5, 40, 9.806451608722367e-5, 0.9999019354839127],
      [0.97, 800, 12.25, 0.002269521922414081, 0.997730478077586],
      [0, 1e7, 1e7, 0, 1],
      [1, 1e7, 1e7, 1, 0],
    ] as const) {
      close(betaBelow(x, a, b), below)
      close(betaAbove(x, a, b), above)
    }
  })

  it('has the quantiles of R', () => {
    // qbeta(p, a, b) of R 4.2
    close(betaQuantile(0.025, 3_123_456, 4e6), 0.438110439825427)
    close(betaQuantile(0.975, 2, 3e6), 1.857212429489541e-6)
    close(betaQuantile(0.5, 1e7, 1e7), 0.5)
    close(betaQuantile(1e-6, 18_753.51375601841, 4.692276100120581), 0.9987849149949083)
    close(betaQuantile(1e-6, 0.5, 0.5), 2.46740110027031e-12)
  })

  it('is a probability that rises, and the other tail the rest', () => {
    const parameter = fc.double({ min: 0.5, max: 1e8, noNaN: true })
    const share = fc.double({ min: 0, max: 1, noNaN: true })
    fc.assert(
      fc.property(parameter, parameter, share, share, (a, b, one, other) => {
        const [near, far] = [betaBelow(Math.min(one, other), a, b), betaBelow(Math.max(one, other), a, b)]
        expect(near).toBeGreaterThanOrEqual(0)
        expect(far).toBeLessThanOrEqual(1)
        expect(near).toBeLessThanOrEqual(far + 1e-9)
        expect(Math.abs(betaBelow(one, a, b) + betaAbove(one, a, b) - 1)).toBeLessThan(1e-9)
      }),
    )
  })

  it('has at its quantile the share that was asked', () => {
    const parameter = fc.double({ min: 1, max: 1e7, noNaN: true })
    fc.assert(
      fc.property(parameter, parameter, fc.double({ min: 1e-6, max: 0.999, noNaN: true }), (a, b, p) => {
        const x = betaQuantile(p, a, b)
        close(betaBelow(x, a, b), p, 1e-6)
      }),
    )
  })
})
