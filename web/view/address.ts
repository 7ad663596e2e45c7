import type { Codec } from './codec.ts'
import { type FieldKey, fields, type View } from './fields.ts'

/** The query of an address as read: every key with its values. */
export type RawSearch = Record<string, string[]>

/** A part of the address that was left out because it means nothing here. */
export interface Note {
  field: FieldKey
  value: string
}

/** Reads `?a=1&a=2&b=3`; a broken escape stands for itself. */
export function parseSearch(search: string): RawSearch {
  const raw = new Map<string, string[]>()
  for (const [key, value] of new URLSearchParams(search)) raw.set(key, [...(raw.get(key) ?? []), value])
  return Object.fromEntries(raw)
}

/** Writes the query with its question mark, or nothing. */
export function stringifySearch(raw: Record<string, unknown>): string {
  const params = new URLSearchParams()
  for (const [key, values] of Object.entries(raw)) {
    if (Array.isArray(values)) for (const value of values) params.append(key, String(value))
  }
  const text = params.toString()
  return text === '' ? '' : `?${text}`
}

/** The view an address asks for; what it could not understand becomes a note, and the default counts. */
export function decodeView(raw: RawSearch): { view: View; notes: Note[] } {
  const notes: Note[] = []
  const read = <T>(field: FieldKey, codec: Codec<T>): T => {
    const values = raw[field]
    if (values === undefined || values.length === 0) return codec.default
    const { value, bad } = codec.decode(values)
    notes.push(...bad.map((text) => ({ field, value: text })))
    return value
  }
  const view: View = {
    from: read('from', fields.from),
    to: read('to', fields.to),
    category: read('category', fields.category),
    source: read('source', fields.source),
    status: read('status', fields.status),
    tier: read('tier', fields.tier),
    unit: read('unit', fields.unit),
    urgency: read('urgency', fields.urgency),
    asOf: read('asOf', fields.asOf),
    within: read('within', fields.within),
    map: read('map', fields.map),
    cell: read('cell', fields.cell),
    step: read('step', fields.step),
    spot: read('spot', fields.spot),
    only: read('only', fields.only),
    dismissed: read('dismissed', fields.dismissed),
    level: read('level', fields.level),
    measure: read('measure', fields.measure),
    rates: read('rates', fields.rates),
    tab: read('tab', fields.tab),
    by: read('by', fields.by),
    ticket: read('ticket', fields.ticket),
    effect: read('effect', fields.effect),
    effectMonths: read('effectMonths', fields.effectMonths),
    a: read('a', fields.a),
    b: read('b', fields.b),
    per: read('per', fields.per),
    checklist: read('checklist', fields.checklist),
    item: read('item', fields.item),
    parting: read('parting', fields.parting),
    order: read('order', fields.order),
    layer: read('layer', fields.layer),
    area: read('area', fields.area),
    pick: read('pick', fields.pick),
    column: read('column', fields.column),
    against: read('against', fields.against),
    againstFrom: read('againstFrom', fields.againstFrom),
    againstTo: read('againstTo', fields.againstTo),
    sort: read('sort', fields.sort),
    side: read('side', fields.side),
    format: read('format', fields.format),
    profile: read('profile', fields.profile),
    flowBy: read('flowBy', fields.flowBy),
    flow: read('flow', fields.flow),
    flowPath: read('flowPath', fields.flowPath),
    flowPair: read('flowPair', fields.flowPair),
    flowMotion: read('flowMotion', fields.flowMotion),
    who: read('who', fields.who),
    deed: read('deed', fields.deed),
    thing: read('thing', fields.thing),
    subject: read('subject', fields.subject),
    basemap: read('basemap', fields.basemap),
    lang: read('lang', fields.lang),
    theme: read('theme', fields.theme),
  }
  return { view, notes }
}

/** The query that asks for a view; defaults are left out, so that a plain view has a plain address. */
export function encodeView(view: View): RawSearch {
  const written: Record<FieldKey, string[]> = {
    from: fields.from.encode(view.from),
    to: fields.to.encode(view.to),
    category: fields.category.encode(view.category),
    source: fields.source.encode(view.source),
    status: fields.status.encode(view.status),
    tier: fields.tier.encode(view.tier),
    unit: fields.unit.encode(view.unit),
    urgency: fields.urgency.encode(view.urgency),
    asOf: fields.asOf.encode(view.asOf),
    within: fields.within.encode(view.within),
    map: fields.map.encode(view.map),
    cell: fields.cell.encode(view.cell),
    step: fields.step.encode(view.step),
    spot: fields.spot.encode(view.spot),
    only: fields.only.encode(view.only),
    dismissed: fields.dismissed.encode(view.dismissed),
    level: fields.level.encode(view.level),
    measure: fields.measure.encode(view.measure),
    rates: fields.rates.encode(view.rates),
    tab: fields.tab.encode(view.tab),
    by: fields.by.encode(view.by),
    ticket: fields.ticket.encode(view.ticket),
    effect: fields.effect.encode(view.effect),
    effectMonths: fields.effectMonths.encode(view.effectMonths),
    a: fields.a.encode(view.a),
    b: fields.b.encode(view.b),
    per: fields.per.encode(view.per),
    checklist: fields.checklist.encode(view.checklist),
    item: fields.item.encode(view.item),
    parting: fields.parting.encode(view.parting),
    order: fields.order.encode(view.order),
    layer: fields.layer.encode(view.layer),
    area: fields.area.encode(view.area),
    pick: fields.pick.encode(view.pick),
    column: fields.column.encode(view.column),
    against: fields.against.encode(view.against),
    againstFrom: fields.againstFrom.encode(view.againstFrom),
    againstTo: fields.againstTo.encode(view.againstTo),
    sort: fields.sort.encode(view.sort),
    side: fields.side.encode(view.side),
    format: fields.format.encode(view.format),
    profile: fields.profile.encode(view.profile),
    flowBy: fields.flowBy.encode(view.flowBy),
    flow: fields.flow.encode(view.flow),
    flowPath: fields.flowPath.encode(view.flowPath),
    flowPair: fields.flowPair.encode(view.flowPair),
    flowMotion: fields.flowMotion.encode(view.flowMotion),
    who: fields.who.encode(view.who),
    deed: fields.deed.encode(view.deed),
    thing: fields.thing.encode(view.thing),
    subject: fields.subject.encode(view.subject),
    basemap: fields.basemap.encode(view.basemap),
    lang: fields.lang.encode(view.lang),
    theme: fields.theme.encode(view.theme),
  }
  return Object.fromEntries(Object.entries(written).filter(([, values]) => values.length > 0))
}
