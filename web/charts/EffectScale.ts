import type { Ratio } from '@grid/data/contract'

/** A logarithmic axis of ratios, shared by every interval drawn on it; it always holds 1. */
export interface RatioScale {
  low: number
  high: number
  /** 1, 2 and 5 and their tenths and tens within the axis, few enough to be read */
  ticks: number[]
  /** per cent from the left edge, 0 to 100; what lies beyond is at the edge */
  at: (value: number) => number
}

/** No axis reaches further than this from 1: what lies beyond is drawn as an arrow. */
const widest = 50
const mostTicks = 7

/** The axis that holds these ratios and their intervals. */
export function ratioScale(ratios: readonly Pick<Ratio, 'value' | 'low' | 'high'>[]): RatioScale {
  const values = ratios
    .flatMap(({ value, low, high }) => [value, low, high])
    .filter((value): value is number => value !== null && value > 0)
  const least = Math.max(1 / widest, Math.min(0.5, ...values))
  const most = Math.min(widest, Math.max(2, ...values))
  // a little room, so that no end touches the edge
  const room = Math.log(most / least) * 0.04
  const low = least * Math.exp(-room)
  const high = most * Math.exp(room)
  const span = Math.log(high / low)
  return {
    low,
    high,
    ticks: ticksWithin(low, high),
    at: (value) => (value <= 0 ? 0 : Math.min(100, Math.max(0, (100 * Math.log(value / low)) / span))),
  }
}

function ticksWithin(low: number, high: number): number[] {
  const all = [-2, -1, 0, 1].flatMap((power) => [1, 2, 5].map((step) => tick(step, power)))
  const within = all.filter((value) => value >= low && value <= high)
  return within.length <= mostTicks ? within : within.filter((value) => Number.isInteger(Math.log10(value)))
}

/** 0.02 rather than 0.020000000000000004 */
function tick(step: number, power: number): number {
  return Number(`${step}e${power}`)
}
