import { normalTwoSided } from '../../statistics/index.ts'
import { discoveryThreshold } from './false-discovery.ts'

const rates = [0.1, 0.05, 0.01] as const

/**
 * How sure every score of a cube is hot or cold after control of the false discovery rate over all of them: 3 hot at 99 %,
 * 2 at 95 %, 1 at 90 %, negative cold. A score over fewer than `fewest` tickets is not hot.
 */
export function cubeLevels(z: Float64Array, around: Float64Array, fewest: number): Int8Array {
  const p = z.map((one) => (Number.isNaN(one) ? Number.NaN : Math.min(1, normalTwoSided(one))))
  const thresholds = rates.map((rate) => discoveryThreshold(p, rate))
  const levels = new Int8Array(z.length)
  for (let at = 0; at < z.length; at++) {
    const sure = thresholds.filter((threshold) => p[at]! <= threshold).length
    if (sure === 0 || (z[at]! > 0 && around[at]! < fewest)) continue
    levels[at] = z[at]! > 0 ? sure : -sure
  }
  return levels
}
