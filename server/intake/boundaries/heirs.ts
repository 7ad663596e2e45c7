import type { DraftArea } from '../areas/index.ts'
import type { Shared } from './overlay.ts'

/** Of the ground, what has to go to one area so that it is the heir, and below what an area has no part in it. */
const whole = 0.99
const part = 0.01

/**
 * Where tickets that are known by the code of an ended area alone are from now on: the area that takes its ground over; of
 * several the narrowest that they all lie in; where nobody knows the one above. Null where there is none.
 */
export function heirOf(
  ended: DraftArea,
  before: readonly DraftArea[],
  after: readonly DraftArea[],
  shared: readonly Shared[],
): string | null {
  const now = new Map(after.map((area) => [area.code, area]))
  const parts = shared.filter(({ from, share }) => from === ended.code && share >= part)
  const heir = parts.find(({ share }) => share >= whole)
  if (heir) return heir.to
  const paths = parts.map(({ to }) => pathOf(to, now))
  const [first] = paths
  const common = first?.find((code) => paths.every((path) => path.includes(code)))
  if (common !== undefined) return common
  const earlier = new Map(before.map((area) => [area.code, area]))
  return pathOf(ended.code, earlier).find((code) => now.has(code)) ?? null
}

/** The area and those above it, narrowest first. */
function pathOf(code: string, areas: ReadonlyMap<string, DraftArea>): string[] {
  const path: string[] = []
  for (let at = areas.get(code); at && !path.includes(at.code); at = areas.get(at.parent ?? ''))
    path.push(at.code)
  return path
}
