export { type AreaNode, AreaTree } from './area-tree.ts'
export { number, numberOrNull, text, textOrNull, truth, truthOrNull } from './cells.ts'
export { centreOf, hasCentre, onlyAdded, presentOf } from './centre.ts'
export {
  byClock,
  type Clock,
  type Comparison,
  clockIs,
  clockWithin,
  clockWithinOrNone,
  compared,
  isSince,
  microseconds,
  microsecondsBetween,
  rareClocks,
} from './clocks.ts'
export { type Category, Dimension, type Member, type Source, type Unit } from './dimension.ts'
export { isHotline } from './hotline.ts'
export { countedUntil, lasting, outlasting, ticketsLasting } from './lasting.ts'
export type { CentreRecord, Extent, Level } from './read.ts'
export { isMarked, isUnmarked, markOf, type StayMark } from './stay-marks.ts'
export { centreOfItsTime, changedIn, editionOn, editionsIn } from './then.ts'
export {
  addDays,
  dayOf,
  daysBetween,
  earlierDay,
  firstOfMonth,
  laterDay,
  localTimes,
  mondayOf,
  monthsBefore,
  startOfDay,
  yearsBefore,
} from './time.ts'
export { type AreaVersion, areaVersions, byToday, type EditionSpan } from './versions.ts'
export { wasWork, workStatuses } from './work.ts'
