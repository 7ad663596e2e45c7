import type { Status } from '@grid/data/contract'
import type { Deadlines } from '../../server/deadlines/index.ts'
import { type Draft, isCalledIn } from './draft.ts'
import type { Handler, Handlers } from './handlers.ts'
import { dayAt } from './local-time.ts'
import { Log, type LogLine } from './log.ts'
import { progress } from './period.ts'
import type { Random } from './random.ts'
import { dispute, type Traveller, travel } from './route.ts'

/** A ticket's whole life, beyond the end of the data too, and what its callback will say. */
export interface Life {
  lines: readonly LogLine[]
  /** how it ends when it ends */
  ending: Extract<Status, 'closed' | 'rejected' | 'void' | 'duplicate'>
  unreasonable: boolean
  /** undefined where nobody was reached */
  solved?: boolean
  satisfied?: boolean
}

/** Minutes. */
const filing = [1, 4, 9, 20, 60, 150]
const dispatching = [2, 8, 20, 45, 120, 400]
const signing = [3, 15, 40, 110, 300, 900]
const contacting = [5, 25, 80, 240, 700, 1700]
const onTheSpot = [4, 12, 25, 60, 200, 900]
const verifying = [8, 25, 60, 150, 420, 1300]
const closing = [1, 3, 8, 25]
/** Share of the allowance that handling takes: in time, and late. */
const inTime = [0.02, 0.06, 0.14, 0.27, 0.45, 0.72]
const late = [1.02, 1.2, 1.6, 2.6, 5.5]
const lateShare: Record<string, number> = {
  grid: 0.01,
  community: 0.07,
  street: 0.12,
  department: 0.14,
  city: 0.2,
}

/** Lives a ticket through: reported, filed, sent, handled, verified, closed, with the accidents on the way. */
export function live(
  draft: Draft,
  earlier: { recent: boolean },
  handlers: Handlers,
  deadlines: Deadlines,
  random: Random,
): Life {
  const { source, category, urgency, grid, at } = draft
  const ownCommunity = source === 'grid_inspection' || source === 'resident'
  const receiver = ownCommunity
    ? source === 'resident'
      ? handlers.community(grid)
      : handlers.grid(grid)
    : handlers.centre
  const far = progress(grid.community, dayAt(at))
  const traveller: Traveller = { draft, receiver, progress: far, handlers, random }
  const finder = source === 'grid_inspection' ? handlers.grid(grid) : undefined
  const log = new Log(deadlines, { category, urgency }, at, receiver, finder, random)
  const speed = urgency === 'danger' ? 0.05 : 1

  if (!draft.counted && isCalledIn(source) && urgency !== 'danger') {
    const early = earlyEnd(earlier.recent, random)
    if (early) {
      log.waitAbout(filing).note('filed').waitAbout(dispatching).note('closed', { reason: early.reason })
      return {
        lines: log.lines,
        ending: early.ending,
        unreasonable: early.ending === 'rejected' && random.chance(0.3),
      }
    }
  }
  log.wait(random.quantile(filing) * speed * (finder ? 0.2 : 1)).note('filed')
  if (random.chance(source === 'superior' || urgency === 'danger' ? 0.12 : 0.001)) {
    log.note('supervised', {
      by: handlers.centre,
      reason: urgency === 'danger' ? 'safety_risk' : 'repeated_complaint',
    })
  }
  log.wait(random.quantile(dispatching) * speed * (finder ? 0.15 : 1))
  travel(log, traveller)
  dispute(log, traveller)

  const lateBy = handle(log, traveller)
  const reworks = verify(log, traveller, verifierOf(log.holder, source, handlers))
  if (random.chance(isCalledIn(source) ? 0.016 : 0.004)) reopen(log, traveller)
  const satisfied = answers(isCalledIn(source), lateBy > 0 || reworks > 0, random)
  return {
    lines: log.lines,
    ending: 'closed',
    unreasonable: isCalledIn(source) && random.chance(0.006),
    ...satisfied,
  }
}

function earlyEnd(recent: boolean, random: Random): { ending: Life['ending']; reason: string } | undefined {
  if (recent && random.chance(0.22)) return { ending: 'duplicate', reason: 'duplicate' }
  const at = random.unit()
  if (at < 0.011) return { ending: 'rejected', reason: 'not_accepted' }
  return at < 0.02 ? { ending: 'void', reason: 'withdrawn' } : undefined
}

/** The community closes what it found and solved itself; everything else comes back to the centre to be verified. */
function verifierOf(holder: Handler, source: string, handlers: Handlers): Handler {
  const own = holder.tier === 'grid' || holder.tier === 'community'
  return own && !isCalledIn(source) ? holder : handlers.centre
}

/** Signing, first contact, helpers, suspension, supervision, handling. Returns minutes past the deadline. */
function handle(log: Log, traveller: Traveller): number {
  const onSite = log.holder.tier === 'grid' && traveller.draft.urgency !== 'danger'
  if (onSite) handleOnSite(log, traveller)
  else {
    takeOn(log, traveller)
    work(log, traveller)
  }
  log.note('handled')
  return log.now - (log.due ?? log.now)
}

function handleOnSite(log: Log, { draft, random }: Traveller): void {
  if (isCalledIn(draft.source) && random.chance(0.9)) log.waitAbout(filing).note('contacted')
  log.waitAbout(onTheSpot)
}

/** What the unit does before the work: sign, call the caller, ask for help, perhaps put it off. */
function takeOn(log: Log, { draft, receiver, handlers, progress: far, random }: Traveller): void {
  const { category, source, urgency } = draft
  const danger = urgency === 'danger'
  const speed = danger ? 0.02 : urgency === 'urgent' || isUtility(category) ? 0.4 : 1
  const { tier, unit } = log.holder
  if (unit !== receiver.unit && random.chance(0.97)) log.wait(random.quantile(signing) * speed).note('signed')
  if (isCalledIn(source) && random.chance(0.93)) {
    log.wait(random.quantile(contacting) * speed * (1 - 0.3 * far)).note('contacted')
  }
  const joint = handlers.listOf(category) === 'joint' ? 0.1 + 0.16 * far : 0.03 + 0.05 * far
  const helper = handlers.coHandlers(category).find((one) => one.unit !== unit)
  if (helper && random.chance(danger ? 0.5 : joint)) log.wait(danger ? 2 : 35).join(helper)
  if (!danger && (tier === 'department' || tier === 'city')) suspend(log, category, random)
}

/** Time until it is handled, in time or late; the centre presses for some that are late. */
function work(log: Log, { draft: { category, urgency }, handlers, progress: far, random }: Traveller): void {
  const danger = urgency === 'danger'
  const due = log.due ?? log.now
  const isLate = random.chance((lateShare[log.holder.tier] ?? 0.1) * (danger ? 0.5 : 1.25 - 0.4 * far))
  const allowance = Math.max(due - log.now, danger ? 60 : 600)
  const until = log.now + Math.max(6, allowance * shareUsed(isLate, category, random))
  const reminder = due + random.quantile([300, 1500, 3000, 6000])
  if (isLate && reminder < until && random.chance(0.55)) {
    log.until(reminder, handlers.centre).note('supervised', { by: handlers.centre, reason: 'overdue' })
  }
  log.until(until)
}

/** Share of the allowance that the work takes; what is late is now and then forgotten for weeks. */
function shareUsed(isLate: boolean, category: string, random: Random): number {
  if (!isLate) return random.quantile(inTime) * (isUtility(category) ? 0.75 : 1)
  return random.quantile(late) * (random.chance(0.22) ? random.between(3, 9) : 1)
}

/** Water, sewage, power, gas and heat have 24 hours, and their companies work round the clock. */
function isUtility(category: string): boolean {
  return category.startsWith('utilities')
}

const longWork = ['building_roof_leak', 'property_maintenance_fund', 'property_withdrawal', 'building_facade']

function suspend(log: Log, category: string, random: Random): void {
  if (!random.chance(longWork.includes(category) ? 0.24 : 0.03)) return
  log
    .wait(random.between(400, 3000))
    .note('suspended', { reason: random.pick(['no_funds', 'needs_specialist', 'season']) })
  log.wait(random.between(8, 70) * 1440).resume()
}

/** The callback or the look at the place: solved, or back to work. Returns how often it went back. */
function verify(log: Log, { draft, random, progress: far }: Traveller, verifier: Handler): number {
  const speed = draft.urgency === 'danger' ? 0.1 : isUtility(draft.category) ? 0.35 : 1
  let reworks = 0
  let odds = 0.045 - 0.015 * far
  log.waitAwake(random.quantile(verifying) * speed)
  while (reworks < 4 && random.chance(odds)) {
    log.rework(verifier, 'callback_unsatisfied')
    log.wait(random.quantile([120, 500, 1200, 2800, 6000]) * speed).note('handled')
    log.waitAwake(random.quantile(verifying) * speed)
    reworks++
    odds = 0.3
  }
  if (verifier !== log.holder) log.note('verified', { by: verifier }).wait(random.quantile(closing), verifier)
  log.note('closed', { by: verifier })
  return reworks
}

/** It was not solved after all: the centre opens it again and sends it where it was. */
function reopen(log: Log, traveller: Traveller): void {
  const { handlers, random } = traveller
  const last = log.holder
  log.wait(random.between(1, 16) * 1440 + random.between(0, 600), handlers.centre)
  log.giveBack('reopened', handlers.centre, random.pick(['callback_unsatisfied', 'repeated_complaint']))
  log.waitAbout(dispatching).pass('dispatched', last)
  log.waitAbout([5, 30, 120, 600]).note('signed')
  log.wait(((log.due ?? log.now) - log.now) * random.quantile([0.05, 0.2, 0.4, 0.6])).note('handled')
  log.waitAwake(random.quantile(verifying)).note('verified', { by: handlers.centre })
  log.waitAbout(closing, handlers.centre).note('closed', { by: handlers.centre })
}

function answers(
  asked: boolean,
  trouble: boolean,
  random: Random,
): { solved?: boolean; satisfied?: boolean } {
  if (!asked || random.chance(0.14)) return {}
  const solved = random.chance(trouble ? 0.8 : 0.95)
  return { solved, satisfied: random.chance(solved ? (trouble ? 0.74 : 0.93) : 0.2) }
}
