import type { Urgency } from '@grid/data/contract'
import type { Grid } from './area-tree.ts'
import { demandOf, type HoursId } from './demand.ts'
import type { Day, Minute } from './local-time.ts'
import { minutesPerDay } from './local-time.ts'
import { type GridSites, pointAt, type Site } from './places.ts'
import type { Point } from './polygon.ts'
import type { Random } from './random.ts'
import { hourShapes } from './season.ts'

/** Something that happened at a place and was reported: a ticket before anybody worked on it. */
export interface Draft {
  at: Minute
  source: string
  category: string
  urgency: Urgency
  grid: Grid
  site: Site
  /** where it truly is; what the ticket says of it may be less */
  point: Point
  /** counted by a story: keeps its point, is neither void nor a duplicate */
  counted?: boolean
  /** the words of a story instead of the category's own */
  title?: string
}

/** Whether somebody called or came, who can be asked afterwards. */
export function isCalledIn(source: string): boolean {
  return source === 'hotline_12345' || source === 'resident' || source === 'media'
}

const inspection = new Set(['grid_inspection'])
const offices = new Set(['department', 'superior', 'resident', 'media'])

/** A minute of the day at which such a ticket comes in. */
export function minuteOfReport(category: string, source: string, day: Day, random: Random): Minute {
  const hours: HoursId | 'round' | 'office' = inspection.has(source)
    ? 'round'
    : offices.has(source)
      ? 'office'
      : demandOf(category).hours
  return day * minutesPerDay + random.weighted(hourShapes[hours]) * 60 + random.between(0, 59)
}

export function urgencyOf(category: string, random: Random): Urgency {
  const { danger, urgent } = demandOf(category)
  const at = random.unit()
  return at < danger ? 'danger' : at < danger + urgent ? 'urgent' : 'normal'
}

/** A ticket of the category somewhere in the grid, at a home or a spot as the category has it. */
export function draftIn(
  { grid, homes, spots }: GridSites,
  about: { day: Day; source: string; category: string },
  random: Random,
): Draft {
  const { source, category } = about
  const site = random.pick(demandOf(category).at === 'home' ? homes : spots)
  return {
    at: minuteOfReport(category, source, about.day, random),
    source,
    category,
    urgency: urgencyOf(category, random),
    grid,
    site,
    point: pointAt(site, grid, demandOf(category).at === 'home' ? 18 : 35, random),
  }
}
