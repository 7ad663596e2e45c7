import type { EmergingPlace, Hotspot, Hotspots, Step } from '@grid/data/contract'
import type { Say } from '../i18n/index.ts'
import { formatNumber, formatShare } from '../lib/format.ts'
import type { Lang } from '../lib/lang.ts'
import { daysIn } from '../lib/time.ts'

/** What else is known of a place beside its score. */
export interface AroundSpot {
  /** its steps up to the present one */
  steps?: { step: Step; running: EmergingPlace['running'] } | undefined
  /** its most frequent category, and the share of its tickets that names it */
  category?: { name: string; share: number } | undefined
}

/**
 * Why a place is hot, cold or neither, in a sentence: its tickets beside an even spread, what the test says, for how
 * long, and what about.
 */
export function whySpot(
  place: Hotspot,
  answer: Pick<Hotspots, 'period' | 'cells'>,
  around: AroundSpot,
  say: Say,
  lang: Lang,
): string {
  const mark =
    lang === 'zh' ? { comma: '，', colon: '：', end: '。' } : { comma: ', ', colon: ': ', end: '.' }
  const numbers = [
    hereText(place, answer, say, lang),
    place.neighbours === 0
      ? say('spots.why.usual', { expected: usual(place.expected, lang) })
      : say('spots.why.around', {
          count: place.neighbours,
          n: place.neighbours,
          around: formatNumber(place.around, lang),
          expected: usual(place.aroundExpected, lang),
        }),
  ]
  const reasons = [
    testText(place, answer.cells.length, say, lang),
    place.class === 'none' ? null : runningText(place, around.steps, say),
    place.count === 0 ? null : categoryText(around.category, say, lang),
  ].filter((text) => text !== null)
  return `${numbers.join(mark.comma)}${mark.colon}${reasons.join(mark.comma)}${mark.end}`
}

function hereText({ count }: Hotspot, { period }: Pick<Hotspots, 'period'>, say: Say, lang: Lang): string {
  const n = formatNumber(count, lang)
  if (!period) return say('spots.tickets', { count, n })
  const days = daysIn(period)
  return say('spots.why.here', {
    count,
    n,
    days: say('spots.why.days', { count: days, n: formatNumber(days, lang) }),
  })
}

/** A number that need not be whole: one decimal while it is small. */
export function usual(expected: number, lang: Lang): string {
  return formatNumber(expected, lang, expected < 10 ? 1 : 0)
}

function testText(place: Hotspot, places: number, say: Say, lang: Lang): string {
  const sense = place.class.startsWith('hot') ? 'hot' : 'cold'
  if (place.class !== 'none') return say(`spots.why.${sense}`, { confidence: confidenceOf(place.class) })
  if (place.rawClass === 'none') return say('spots.why.none')
  return say('spots.why.raw', {
    confidence: confidenceOf(place.rawClass),
    n: formatNumber(places, lang),
  })
}

function confidenceOf(name: Hotspot['class']): string {
  return name.slice(-2)
}

/** For how many steps it has been so without a break; nothing where the steps say otherwise than the score. */
function runningText(place: Hotspot, steps: AroundSpot['steps'], say: Say): string | null {
  if (!steps) return null
  const hot = place.class.startsWith('hot')
  if (steps.running === 0 || steps.running > 0 !== hot) return null
  const n = Math.abs(steps.running)
  const { step } = steps
  if (step.by === 'month') return say('spots.why.running.month', { count: n, n })
  if (step.days === 7) return say('spots.why.running.week', { count: n, n })
  if (step.days === 1) return say('spots.why.running.day', { count: n, n })
  return say('spots.why.running.days', { count: n, n, days: step.days })
}

/** The share from which tickets are "mostly" of one category, and from which one stands out at all. */
const mostlyFrom = 0.5
const outstandingFrom = 0.25

function categoryText(category: AroundSpot['category'], say: Say, lang: Lang): string | null {
  if (!category || category.share < outstandingFrom) return null
  if (category.share === 1) return say('spots.why.all', { category: category.name })
  return say(category.share >= mostlyFrom ? 'spots.why.mostly' : 'spots.why.first', {
    category: category.name,
    share: formatShare(category.share, lang, 0),
  })
}
