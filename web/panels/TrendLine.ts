import type { Figure } from '@grid/data/contract'

/** A trend as it is drawn: strokes from one figure to the next, and figures that stand alone. */
export interface TrendLine {
  strokes: { from: Spot; to: Spot; faint: boolean }[]
  /** figures without a neighbour to be joined to */
  lone: Spot[]
  /** the last figure, where the last bin has one */
  end: Spot | null
  /** height of zero */
  zero: number
}

type Spot = readonly [x: number, y: number]

/**
 * The line of figures in a box, one step a figure, zero always in it. Where a figure has no value the line breaks; a
 * stroke to or from a small number is faint. Null where no figure has a value.
 */
export function trendLine(
  figures: readonly Pick<Figure, 'value' | 'smallNumber'>[],
  { width, height, rim }: { width: number; height: number; rim: number },
): TrendLine | null {
  const values = figures.flatMap(({ value }) => (value === null ? [] : [value]))
  if (values.length === 0) return null
  const low = Math.min(0, ...values)
  const high = Math.max(0, ...values)
  const y = (value: number) =>
    height - rim - (high === low ? 0 : ((value - low) / (high - low)) * (height - 2 * rim))
  const x = (at: number) => rim + (at / Math.max(1, figures.length - 1)) * (width - 2 * rim)
  const spots = figures.map(({ value }, at): Spot | null => (value === null ? null : [x(at), y(value)]))
  const strokes: TrendLine['strokes'] = []
  const lone: Spot[] = []
  for (const [at, spot] of spots.entries()) {
    if (!spot) continue
    const next = spots[at + 1]
    if (next)
      strokes.push({
        from: spot,
        to: next,
        faint: (figures[at]?.smallNumber || figures[at + 1]?.smallNumber) ?? false,
      })
    else if (!spots[at - 1]) lone.push(spot)
  }
  return { strokes, lone, end: spots.at(-1) ?? null, zero: y(0) }
}
