import { normalTwoSided } from '../../statistics/index.ts'
import { discoveryThresholds } from './false-discovery.ts'

const rates = [0.1, 0.05, 0.01] as const

/**
 * How sure every score of a cube is hot or cold after control of the false discovery rate over all of them: 3 hot at 99 %,
 * 2 at 95 %, 1 at 90 %, negative cold. A score over fewer than `fewest` tickets is not hot.
 */
export function cubeLevels(z: Float64Array, around: Float64Array, fewest: number): Int8Array {
  const p = z.map((one) => (Number.isNaN(one) ? Number.NaN : Math.min(1, normalTwoSided(one))))
  const [at90 = -1, at95 = -1, at99 = -1] = discoveryThresholds(p, rates)
  const levels = new Int8Array(z.length)
  for (let at = 0; at < z.length; at++) {
    const one = p[at]!
    const sure = one <= at99 ? 3 : one <= at95 ? 2 : one <= at90 ? 1 : 0
    if (sure === 0 || (z[at]! > 0 && around[at]! < fewest)) continue
    levels[at] = z[at]! > 0 ? sure : -sure
  }
  return levels
}
