import { type InstantReader, instantReader } from '../instants.ts'
import type { SourceCell } from '../read/index.ts'
import type { DateCandidate } from './inspection.ts'
import { present } from './profile.ts'

const TRIED = 1000
const times = ['hh:mm:ss a', 'hh:mm a', 'HH:mm:ss', 'HH:mm', '']
const days = ['MM/dd/yyyy', 'dd/MM/yyyy', 'MM-dd-yyyy', 'dd-MM-yyyy', 'dd.MM.yyyy', 'yyyy/MM/dd']
const written = days.flatMap((day) => times.map((time) => `${day} ${time}`.trim()))
const compact = ['yyyyMMddHHmmss', 'yyyyMMddHHmm', 'yyyyMMdd']
/** Any number is one of these: only a column whose name speaks of time is tried, and only years of our days count. */
const counted = ['unix', 'unix_ms', 'excel']
const plausible = { from: Date.UTC(2000, 0, 1), to: Date.UTC(2040, 0, 1) }
const TIME_NAME = /时间|日期|时刻|期限|date|time|_at$|At$|timestamp|created|updated|closed|opened|due/i

/** The forms that read a column's values as times; undefined when it holds something else. */
export function dateCandidate(
  column: string,
  cells: readonly SourceCell[],
  timeZone: string,
): DateCandidate | undefined {
  const texts = [...new Set(present(cells))].slice(0, TRIED)
  if (texts.length === 0) return undefined
  const numeric = texts.filter((text) => /^\d+(\.\d+)?$/.test(text)).length * 2 > texts.length
  if (numeric && !TIME_NAME.test(column)) return undefined
  const forms = numeric ? [...compact, ...counted] : [undefined, ...written]
  const fits = forms.map((form) => fitOf(form, texts, timeZone, numeric)).filter(({ read }) => read.size > 0)
  fits.sort((a, b) => b.read.size - a.read.size)
  const best = fits[0]
  if (!best || best.read.size * 2 < texts.length) return undefined
  return combined(column, texts, best, fits)
}

interface Fit {
  form: string | undefined
  read: ReadonlySet<string>
  /** sum of the instants: forms that mean the same have the same */
  sum: number
}

function fitOf(form: string | undefined, texts: readonly string[], timeZone: string, numeric: boolean): Fit {
  const reader: InstantReader = instantReader(form === undefined ? undefined : [form], timeZone)
  const read = new Set<string>()
  let sum = 0
  for (const text of texts) {
    const result = reader(text)
    if (!('ms' in result) || (numeric && (result.ms < plausible.from || result.ms >= plausible.to))) continue
    read.add(text)
    sum += result.ms
  }
  return { form, read, sum }
}

/** Adds the forms that read what the best one leaves, and names those that read the same texts otherwise. */
function combined(column: string, texts: readonly string[], best: Fit, fits: readonly Fit[]): DateCandidate {
  const chosen = [best]
  const read = new Set(best.read)
  for (const fit of fits) {
    if ([...fit.read].every((text) => read.has(text))) continue
    chosen.push(fit)
    for (const text of fit.read) read.add(text)
  }
  const rivals = fits.filter(
    (fit) => fit !== best && fit.sum !== best.sum && [...best.read].every((text) => fit.read.has(text)),
  )
  const forms = chosen.map(({ form }) => form ?? 'iso')
  return {
    column,
    forms: chosen.length === 1 && best.form === undefined ? [] : forms,
    share: read.size / texts.length,
    ambiguous: rivals.map(({ form }) => form ?? 'iso'),
    offset: texts.some((text) => /\d([Zz]|[+-]\d{2}:?\d{2})$/.test(text)),
  }
}
