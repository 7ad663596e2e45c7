import type { EmergingHotspots, Hotspots, Verdict } from '@grid/data/contract'
import type { Moments } from './statistics/gi-star.ts'
import { fewestSteps } from './steps.ts'
import { written } from './written.ts'

/** Fewer places than this, and the normal distribution is no measure of Gi*. */
export const fewestPlaces = 30
/** Fewer tickets than this, and a pattern of places cannot be told from chance. */
export const fewestTickets = 30

type Why = Exclude<Verdict['code'], 'found' | 'nothing_found'>

/** Why there is too little to say, or null where there is enough. */
export function tooLittle(counts: Int32Array, { deviation }: Pick<Moments, 'deviation'>): Why | null {
  const places = counts.length
  const tickets = counts.reduce((sum, count) => sum + count, 0)
  if (places === 0) return 'no_places'
  if (tickets === 0) return 'no_tickets'
  if (places === 1) return 'one_place'
  if (tickets === 1) return 'one_ticket'
  if (counts.filter((count) => count > 0).length === 1) return 'one_place_has_all'
  if (deviation === 0) return 'all_equal'
  if (places < fewestPlaces) return 'few_places'
  if (tickets < fewestTickets) return 'few_tickets'
  return null
}

const reasons: Record<Why, (tickets: number, places: number) => Verdict['text']> = {
  no_places: () => ({
    en: 'Too few to say: no place lies in what was asked for.',
    zh: '无从判断：所选范围内没有可比较的地方。',
  }),
  no_tickets: () => ({
    en: 'Too few to say: no tickets were found.',
    zh: '无从判断：没有找到工单。',
  }),
  one_place: () => ({
    en: 'Too few to say: all lies in one place, and there is none to compare it with.',
    zh: '无从判断：范围内只有一个地方，没有可以比较的。',
  }),
  one_ticket: () => ({
    en: 'Too few to say: there is one ticket.',
    zh: '无从判断：只有一件工单。',
  }),
  few_places: (_, places) => ({
    en: `Too few to say: ${places} places; scores are reliable from ${fewestPlaces} on.`,
    zh: `无从判断：只有 ${places} 个地方，至少 ${fewestPlaces} 个才可靠。`,
  }),
  few_tickets: (tickets) => ({
    en: `Too few to say: ${tickets} tickets; a pattern can be told from chance from ${fewestTickets} on.`,
    zh: `无从判断：只有 ${tickets} 件工单，至少 ${fewestTickets} 件才能与偶然区分。`,
  }),
  one_place_has_all: (tickets) => ({
    en: `All ${written(tickets)} tickets lie in one place: that needs no test.`,
    zh: `全部 ${written(tickets)} 件工单都在同一个地方，无需检验。`,
  }),
  all_equal: () => ({
    en: 'Every place has the same: there is nothing hot or cold.',
    zh: '每个地方都一样，没有冷热之分。',
  }),
  few_steps: () => ({
    en: `Too few to say: fewer than ${fewestSteps} whole steps; write a shorter step or a longer period.`,
    zh: `无从判断：不足 ${fewestSteps} 个完整时段；请缩短时段或延长时间范围。`,
  }),
}

/** The verdict where there is too little. */
export function tooLittleSaid(why: Why, counts: Int32Array): Verdict {
  const tickets = counts.reduce((sum, count) => sum + count, 0)
  return { enough: false, code: why, text: reasons[why](tickets, counts.length) }
}

/** The verdict on places hot and cold after correction, beside those hot or cold without it. */
export function found(
  classes: Hotspots['classes'],
  rawClasses: Hotspots['classes'],
  places: number,
): Verdict {
  const hot = classes.hot90 + classes.hot95 + classes.hot99
  const cold = classes.cold90 + classes.cold95 + classes.cold99
  const raw = Object.entries(rawClasses).reduce((sum, [one, n]) => (one === 'none' ? sum : sum + n), 0)
  const code = hot + cold > 0 ? 'found' : 'nothing_found'
  return {
    enough: true,
    code,
    text: {
      en:
        code === 'found'
          ? `Of ${written(places)} places ${written(hot)} ${are(hot)} hot and ${written(cold)} ${are(cold)} cold at 90 % or more, corrected for looking at all of them; uncorrected it would be ${written(raw)}.`
          : `None of ${written(places)} places is hot or cold beyond chance; uncorrected it would be ${written(raw)}.`,
      zh:
        code === 'found'
          ? `${written(places)} 个地方中，经多重检验校正后置信度 90 % 以上的热点 ${written(hot)} 个、冷点 ${written(cold)} 个；未校正为 ${written(raw)} 个。`
          : `${written(places)} 个地方中没有超出偶然的热点或冷点；未校正为 ${written(raw)} 个。`,
    },
  }
}

function are(count: number): string {
  return count === 1 ? 'is' : 'are'
}

/** The verdict on patterns over time. */
export function emerged(classes: EmergingHotspots['classes'], places: number): Verdict {
  const of = (heat: 'hot' | 'cold') =>
    Object.entries(classes).reduce((sum, [one, count]) => (one.endsWith(heat) ? sum + count : sum), 0)
  const [hot, cold] = [of('hot'), of('cold')]
  if (hot + cold === 0)
    return {
      enough: true,
      code: 'nothing_found',
      text: {
        en: `None of ${written(places)} places has been hot or cold in a way that makes a pattern.`,
        zh: `${written(places)} 个地方中没有形成规律的热点或冷点。`,
      },
    }
  const lately = classes.new_hot + classes.consecutive_hot + classes.intensifying_hot
  return {
    enough: true,
    code: 'found',
    text: {
      en: `Of ${written(places)} places ${written(hot)} ${have(hot)} a hot pattern, ${written(lately)} of them new, consecutive or intensifying; ${written(cold)} ${have(cold)} a cold one.`,
      zh: `${written(places)} 个地方中，热点 ${written(hot)} 个，其中新增、连续或加剧的 ${written(lately)} 个；冷点 ${written(cold)} 个。`,
    },
  }
}

function have(count: number): string {
  return count === 1 ? 'has' : 'have'
}
