import type { CentrePack, Ticket, TicketEvent } from '@grid/data/contract'
import { compileDeadlines } from '../../server/deadlines/index.ts'
import { type AreaCollection, areaTree } from './area-tree.ts'
import { background } from './background.ts'
import type { Draft } from './draft.ts'
import { handlersOf } from './handlers.ts'
import { live } from './life.ts'
import { dateText, dayAt, type Minute } from './local-time.ts'
import { endOfData } from './period.ts'
import { gridSites } from './places.ts'
import { Random } from './random.ts'
import { eventRows, linesUntil, ticketRow } from './row.ts'
import { belongsToStory, stories } from './stories/index.ts'
import { whereaboutsOf } from './whereabouts.ts'
import { wordsOf } from './words.ts'

/** The demo's tickets in the order they were reported, and their logs in the same order. */
export interface Demo {
  tickets: Iterable<Ticket>
  events: Iterable<TicketEvent>
}

/** The last ticket of a category in a grid. */
interface Earlier {
  id: string
  at: Minute
  address: string
}

const aboutTheSame: Minute = 3 * 1440
const again: Minute = 60 * 1440

/**
 * Makes 24 months of tickets for the areas: the same areas and pack give the same tickets, always. Throws where a
 * story's area or a unit is missing.
 */
export function buildTickets(areas: AreaCollection, centre: CentrePack): Demo {
  if (centre.timeZone !== 'Asia/Shanghai') throw new Error('the demo is made in the time of Asia/Shanghai')
  const tree = areaTree(areas)
  const sites = tree.grids.map(gridSites)
  const handlers = handlersOf(centre)
  const deadlines = compileDeadlines(centre, centre.timeZone)
  const drafts = [
    ...background(sites, deadlines.calendar).filter((draft) => !belongsToStory(draft)),
    ...stories(tree, sites),
  ].sort(inOrder)
  const tickets: Ticket[] = []
  const events: TicketEvent[] = []
  const earlier = new Map<string, Earlier>()
  const numbers = new Map<string, number>()
  for (const draft of drafts) {
    const id = numbered(draft.at, numbers)
    const random = Random.named(`ticket ${id}`)
    const place = `${draft.grid.code} ${draft.category}`
    const last = earlier.get(place)
    const recent = last !== undefined && draft.at - last.at < aboutTheSame
    const life = live(draft, { recent }, handlers, deadlines, random)
    const lines = linesUntil(life.lines, endOfData)
    const words = wordsOf(draft, random)
    const where = whereaboutsOf(draft, random)
    const sameSite = last?.address === draft.site.address && draft.at - last.at < again
    const prior =
      last && (life.ending === 'duplicate' || (sameSite && random.chance(0.35))) ? last.id : undefined
    tickets.push(
      ticketRow(id, draft, life, lines, { ...words, ...where, ...(prior !== undefined && { prior }) }),
    )
    for (const row of eventRows(id, lines)) events.push(row)
    if (life.ending === 'closed') earlier.set(place, { id, at: draft.at, address: draft.site.address })
  }
  return { tickets, events }
}

/** `GL` with the day and the number on it: GL202407010001. */
function numbered(at: Minute, numbers: Map<string, number>): string {
  const day = dateText(dayAt(at)).replaceAll('-', '')
  const number = (numbers.get(day) ?? 0) + 1
  numbers.set(day, number)
  return `GL${day}${String(number).padStart(4, '0')}`
}

function inOrder(a: Draft, b: Draft): number {
  return (
    a.at - b.at ||
    compare(a.grid.code, b.grid.code) ||
    compare(a.category, b.category) ||
    compare(a.source, b.source)
  )
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
