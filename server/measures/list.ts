import { checklistFit } from './checklist-fit.ts'
import { closingRate } from './closing-rate.ts'
import { dueSoon } from './due-soon.ts'
import { dueToClose } from './due-to-close.ts'
import { escalatedShare } from './escalated-share.ts'
import { escalatedThoughOnCommunityList } from './escalated-though-on-community-list.ts'
import { firstContactTime } from './first-contact-time.ts'
import { handOffs } from './hand-offs.ts'
import { handlingTime } from './handling-time.ts'
import { hotlineCount } from './hotline-count.ts'
import { hotlinePer1000Households } from './hotline-per-1000-households.ts'
import { jointShare } from './joint-share.ts'
import type { MeasureDefinition } from './measure.ts'
import { onTimeClosingRate } from './on-time-closing-rate.ts'
import { open } from './open.ts'
import { overdue } from './overdue.ts'
import { pingPong } from './ping-pong.ts'
import { pingPongTriples } from './ping-pong-triples.ts'
import { proactiveShare } from './proactive-share.ts'
import { problemTicket } from './problem-ticket.ts'
import { pushedDown } from './pushed-down.ts'
import { reopened } from './reopened.ts'
import { repeatPlaces } from './repeat-places.ts'
import { reported } from './reported.ts'
import { responseRate } from './response-rate.ts'
import { returnRate } from './return-rate.ts'
import { returnedTwice } from './returned-twice.ts'
import { reworkRate } from './rework-rate.ts'
import { satisfiedRate } from './satisfied-rate.ts'
import { solvedBelowListTier } from './solved-below-list-tier.ts'
import { solvedInCommunityShare } from './solved-in-community-share.ts'
import { solvedRate } from './solved-rate.ts'
import { threeRateScore } from './three-rate-score.ts'
import { tierTime } from './tier-time.ts'

/** Every measure, in the order they are shown: a new one is one file and one line here. */
export const measures: readonly MeasureDefinition[] = [
  reported,
  hotlineCount,
  hotlinePer1000Households,
  overdue,
  dueSoon,
  open,
  responseRate,
  firstContactTime,
  dueToClose,
  closingRate,
  onTimeClosingRate,
  handlingTime,
  tierTime,
  reworkRate,
  reopened,
  repeatPlaces,
  proactiveShare,
  solvedInCommunityShare,
  escalatedShare,
  returnRate,
  returnedTwice,
  handOffs,
  jointShare,
  pingPong,
  pingPongTriples,
  problemTicket,
  solvedRate,
  satisfiedRate,
  threeRateScore,
  checklistFit,
  escalatedThoughOnCommunityList,
  solvedBelowListTier,
  pushedDown,
]
