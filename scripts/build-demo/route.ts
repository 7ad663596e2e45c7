import type { Draft } from './draft.ts'
import type { Handler, Handlers, ListId } from './handlers.ts'
import type { Log } from './log.ts'
import type { Random } from './random.ts'

/** What a ticket needs to know to find its way. */
export interface Traveller {
  draft: Draft
  /** who received the report: the community itself, or the centre */
  receiver: Handler
  /** how far the community is into the new way of working, 0 to 1 */
  progress: number
  handlers: Handlers
  random: Random
}

type Needed = 'grid' | 'community' | 'street' | 'department' | 'city'
const tiers: readonly Needed[] = ['grid', 'community', 'street', 'department', 'city']

/** Share of tickets that each tier solves, by checklist: before the system, and when it has settled in. */
const solvedAt: Record<ListId, readonly [before: readonly number[], after: readonly number[]]> = {
  community: [
    [0.16, 0.46, 0.22, 0.16, 0],
    [0.34, 0.54, 0.07, 0.05, 0],
  ],
  joint: [
    [0.02, 0.14, 0.52, 0.32, 0],
    [0.09, 0.36, 0.36, 0.19, 0],
  ],
  department: [
    [0, 0.04, 0.1, 0.84, 0.02],
    [0.01, 0.12, 0.09, 0.765, 0.015],
  ],
}

const upReasons = [
  'beyond_authority',
  'beyond_authority',
  'no_funds',
  'cross_department',
  'cross_area',
  'needs_specialist',
]
const signing = [3, 15, 40, 110, 300, 900]
const passing = [30, 90, 240, 600, 1300, 3000]
const refusals = ['not_accepted', 'responsibility_unclear', 'functions_overlap']
const sortingOut = [10, 40, 120, 360, 900]

function between(before: number, after: number, progress: number): number {
  return before + (after - before) * progress
}

/** Sends the ticket from its receiver to the unit that will solve it, by the ways and detours of real life. */
export function travel(log: Log, traveller: Traveller): void {
  const needed = tierNeeded(traveller)
  if (needed === 'grid' || needed === 'community') stayLow(log, traveller, needed)
  else goUp(log, traveller, needed)
  if (needed === 'city') {
    pause(log, traveller)
    log.pass('escalated', traveller.handlers.city(traveller.draft.category), 'beyond_authority')
  }
}

function tierNeeded({ draft: { category, urgency }, progress, handlers, random }: Traveller): Needed {
  if (urgency === 'danger') return 'department'
  const [before, after] = solvedAt[handlers.listOf(category)]
  const shares = before.map((share, i) => between(share, after[i] ?? 0, progress))
  return tiers[random.weighted(shares)] ?? 'community'
}

/** To the community or its grid worker; without the system often by way of the street, which hands it down. */
function stayLow(log: Log, traveller: Traveller, needed: 'grid' | 'community'): void {
  const { draft, handlers, progress, random, receiver } = traveller
  const end = handlers[needed](draft.grid)
  const roundabout = receiver.tier === 'centre' && needed === 'community'
  if (!roundabout || !random.chance(between(0.35, 0.06, progress))) {
    log.pass('dispatched', end)
    return
  }
  log.pass('dispatched', handlers.street(draft.grid))
  pause(log, traveller)
  log.pass('transferred', end)
}

/** To the street or a department: at once when the centre sees what it is, else step by step from below. */
function goUp(log: Log, traveller: Traveller, needed: 'street' | 'department' | 'city'): void {
  const { draft, handlers, progress, random, receiver } = traveller
  const street = handlers.street(draft.grid)
  const fromCentre = receiver.tier === 'centre'
  const straight = needed === 'street' ? 0.7 : between(0.45, 0.75, progress)
  if (draft.urgency === 'danger' || (fromCentre && random.chance(straight))) {
    if (needed === 'street') log.pass('dispatched', street)
    else toDepartment(log, traveller, 'dispatched')
    return
  }
  const startsAtStreet = fromCentre && needed !== 'street' && random.chance(between(0.6, 0.15, progress))
  log.pass('dispatched', startsAtStreet ? street : handlers.community(draft.grid))
  pause(log, traveller)
  if (needed === 'street') log.pass('escalated', street, random.pick(upReasons))
  else climb(log, traveller)
}

/** From below to a department: through the street before the system, through the centre with it. */
function climb(log: Log, traveller: Traveller): void {
  const { draft, handlers, progress, random } = traveller
  const reason = random.pick(upReasons)
  if (log.holder.tier === 'community' && !random.chance(between(0.2, 0.88, progress))) {
    log.pass('escalated', handlers.street(draft.grid), reason)
    pause(log, traveller)
  }
  if (log.holder.tier === 'community' || random.chance(between(0.25, 0.8, progress))) {
    log.pass('escalated', handlers.centre, reason).waitAbout(sortingOut)
  }
  toDepartment(log, traveller, 'transferred')
}

/** To the right department, perhaps after a wrong one has sent it back. */
function toDepartment(log: Log, traveller: Traveller, kind: 'dispatched' | 'transferred'): void {
  const { draft, handlers, progress, random } = traveller
  const right = handlers.department(draft.category)
  const sender = log.holder
  const sendBack = (reason: string): void => {
    log.waitAbout(passing).giveBack('returned', sender, reason).waitAbout(sortingOut)
  }
  if (draft.urgency !== 'danger') {
    for (let odds = between(0.1, 0.05, progress); random.chance(odds); odds = 0.25) {
      log.pass(kind, handlers.mistaken(right, draft.category, random))
      sendBack(random.pick(refusals))
    }
    if (random.chance(0.02)) {
      log.pass(kind, right)
      sendBack('information_missing')
    }
  }
  log.pass(kind, right)
}

/** The unit signs for the ticket and looks at it before it passes it on. */
function pause(log: Log, { receiver, progress, random }: Traveller): void {
  if (log.holder.unit !== receiver.unit && random.chance(0.9)) log.waitAbout(signing).note('signed')
  log.wait(random.quantile(passing) * (1 - 0.35 * progress))
}

/** Departments that disagree hand a ticket round: there and back (A, B, A), or on through a third. */
export function dispute(
  log: Log,
  { draft: { category, urgency }, handlers, progress, random }: Traveller,
): void {
  if (log.holder.tier !== 'department' || urgency === 'danger') return
  if (!random.chance(between(0.1, 0.05, progress))) return
  const first = log.holder
  const second = handlers.mistaken(first, category, random)
  log.waitAbout(passing).pass('transferred', second, 'functions_overlap').waitAbout(passing)
  if (random.chance(0.7)) {
    log.giveBack('returned', first, 'responsibility_unclear')
    return
  }
  const third = handlers.mistaken(second, category, random)
  if (third.unit !== first.unit) {
    log.pass('transferred', third, 'responsibility_unclear').waitAbout(passing)
  }
  log.pass('transferred', first, 'cross_department')
}
