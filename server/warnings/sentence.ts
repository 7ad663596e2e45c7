import type { Warning } from '@grid/data/contract'
import { areaVersions, type CentreRecord, text, textOrNull } from '../centre/index.ts'
import { type Store, sql } from '../store/index.ts'
import type { ClusterPart } from './cluster.ts'

type Names = { en: string; zh: string }
type Told = ClusterPart & Pick<Warning, 'areas' | 'topCategories'>

/** Part of the tickets from which an area is where they lie. */
const mostOf = 0.6

/** Names of areas by code, in both languages. */
export async function areaNames(store: Store): Promise<ReadonlyMap<string, Names>> {
  const rows = await store.read(
    sql`SELECT code, name, name_en FROM ${areaVersions} a ORDER BY until NULLS LAST, valid_from NULLS FIRST, key`,
  )
  return new Map(
    rows.map((row) => [
      text(row.code),
      { zh: text(row.name), en: textOrNull(row.name_en) ?? text(row.name) },
    ]),
  )
}

/** What happened, in a sentence. */
export function sentenceOf(centre: CentreRecord, names: ReadonlyMap<string, Names>, told: Told): Names {
  const what = told.category === null ? undefined : centre.categories.withId(told.category)?.name
  const [top] = told.topCategories
  const often = centre.categories.withId(top?.id ?? '')?.name
  const half = top !== undefined && top.tickets * 2 >= told.observed
  const where = placeOf(told, names)
  const expected = told.expected < 10 ? told.expected.toFixed(1) : told.expected.toFixed(0)
  const rare = rarity(told)
  const area = where && { en: ` in ${where.en}`, zh: where.zh }
  return {
    en:
      `${told.observed} tickets${what ? ` about ${lowered(what.en)}` : ''}${area?.en ?? ''} in the last ${told.days} ` +
      `${told.days === 1 ? 'day' : 'days'} where ${expected} would be usual` +
      `${often ? `, ${half ? 'mostly' : 'most often'} ${lowered(often.en)}` : ''}; chance alone would show as much ${rare.en}.`,
    zh:
      `${area?.zh ?? ''}近${told.days}天有${told.observed}件${what ? `${what.zh}类` : ''}工单，平常约${expected}件` +
      `${often ? (half ? `，以${often.zh}为主` : `，其中${often.zh}最多`) : ''}；若属偶然，${rare.zh}才会出现一次。`,
  }
}

/** The smallest area that most of the tickets lie in. */
function placeOf({ areas, observed }: Told, names: ReadonlyMap<string, Names>): Names | undefined {
  const holding = areas.filter(({ tickets }) => tickets >= mostOf * observed)
  const smallest = holding.at(-1)
  return smallest && (names.get(smallest.code) ?? { en: smallest.code, zh: smallest.code })
}

/** How rarely chance shows as much; as far as the replications can tell. */
function rarity({ recurrenceDays, beyond }: Pick<Warning, 'recurrenceDays' | 'beyond'>): Names {
  const years = Math.round(recurrenceDays / 365.25)
  const days = Math.round(recurrenceDays)
  const time =
    years >= 2 ? { en: `${years} years`, zh: `${years}年` } : { en: `${days} days`, zh: `${days}天` }
  return beyond
    ? { en: `less than once in ${time.en}`, zh: `${time.zh}以上` }
    : { en: `once in ${time.en}`, zh: `约${time.zh}` }
}

/** As it stands within a sentence: "Lift out of order" becomes "lift out of order", "E-bikes" stays. */
function lowered(name: string): string {
  return /^[A-Z][a-z]+( |$)/.test(name) ? name[0]!.toLowerCase() + name.slice(1) : name
}
