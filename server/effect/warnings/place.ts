import type { Candidate } from '../comparable.ts'
import { direction } from '../evidence.ts'
import { sideOf } from '../sides.ts'
import { ratioSaid, shareSaid } from '../wording.ts'
import { type WarningRule, warning } from './warning.ts'

const fewestToRank = 5
const topShare = 0.1
const unlocatedShare = 0.05
const fewComparable = 3
const farVolume = 2

/** Among the worst tenth of its level before: it would come down by itself. */
export const pickedHigh: WarningRule = ({ level, area }) => {
  const own = level.find(({ facts }) => facts.node.code === area.node.code)
  if (own === undefined || own.before === 0 || level.length < fewestToRank) return null
  const perHousehold = level.every(({ facts }) => (facts.households ?? 0) > 0)
  const rate = ({ facts, before }: Candidate) => (perHousehold ? before / (facts.households ?? 1) : before)
  const rank = 1 + level.filter((other) => rate(other) > rate(own)).length
  if (rank > Math.ceil(topShare * level.length)) return null
  return warning(
    'picked_high',
    `Before the date it was number ${rank} of ${level.length} areas of its level${perHousehold ? ' per household' : ''}. An area picked because it was bad mostly gets better by itself (regression to the mean): go by the comparable areas.`,
    `该日期之前，它在同级${level.length}个区域中${perHousehold ? '按户均' : ''}排第${rank}位。因为情况差而被选中的区域往往会自行好转（向均值回归）：请参照可比区域。`,
  )
}

/** Comparable areas changed the same way. */
export const sharedChange: WarningRule = ({ judged, comparison }) => {
  const way = direction(judged)
  if (comparison.ratio === null || way === 0 || direction(comparison.ratio) !== way) return null
  const times = ratioSaid(comparison.ratio.value ?? 0)
  return warning(
    'shared_change',
    `Comparable areas ${way < 0 ? 'fell' : 'rose'} too (ratio ${times}): that part of the change is not this area's own, unless the same was begun there.`,
    `可比区域也${way < 0 ? '下降' : '上升'}（比值${times}）：这部分变化并非该区域独有，除非那里也采取了同样措施。`,
  )
}

export const fewComparableAreas: WarningRule = ({ comparison: { areas, matching } }) =>
  areas.length >= fewComparable
    ? null
    : warning(
        'few_comparable',
        areas.length === 0
          ? `Nothing to compare with. ${matching.en}`
          : `Only ${areas.length} comparable ${areas.length === 1 ? 'area' : 'areas'}: how areas differ among themselves can hardly be seen.`,
        areas.length === 0
          ? `没有可比对象。${matching.zh}`
          : `可比区域只有${areas.length}个：难以看出区域之间本来的差异。`,
      )

/** Even the nearest in volume are far away. */
export const farComparableAreas: WarningRule = ({ ratio, comparison: { areas } }) => {
  const volumes = areas.map((area) => area.before.count).sort((a, b) => a - b)
  const middle = volumes[Math.floor(volumes.length / 2)]
  const own = ratio.before.count
  if (middle === undefined || own === 0 || Math.abs(Math.log(middle / own)) <= Math.log(farVolume))
    return null
  const high = middle < own
  return warning(
    'far_comparable',
    `No area was like it before: the comparable ones had about ${middle} tickets where it had ${own}. They ${high ? 'had less far to fall' : 'stood higher'}, so regression to the mean is not fully taken out.`,
    `之前没有与之相近的区域：可比区域约${middle}件，而它有${own}件。可比区域${high ? '可下降的空间较小' : '基数更高'}，向均值回归的影响未能完全扣除。`,
  )
}

/** Tickets without a place could belong here. */
export const unlocatedTickets: WarningRule = ({ windows, unlocated, located }) => {
  const share = (side: 'before' | 'after') => {
    const nowhere = sideOf(windows, unlocated, side).count
    const all = nowhere + sideOf(windows, located, side).count
    return all === 0 ? 0 : nowhere / all
  }
  const [before, after] = [share('before'), share('after')]
  if (Math.max(before, after) < unlocatedShare) return null
  return warning(
    'unlocated',
    `${shareSaid(before)} of such tickets before and ${shareSaid(after)} after lie in no area of this level: some may belong here and are not counted.`,
    `这类工单中，之前有${shareSaid(before)}、之后有${shareSaid(after)}未落入该层级的任何区域：其中可能有属于这里而未计入的。`,
  )
}

export const boundaryChanged: WarningRule = ({ area }) =>
  area.node.keys.length < 2 && !area.node.ended
    ? null
    : warning(
        'boundary_changed',
        `The area's boundary has ${area.node.keys.length} versions: a change of boundary moves tickets between areas.`,
        `该区域的边界有${area.node.keys.length}个版本：边界调整会使工单在区域之间转移。`,
      )
