import { type LayerProperty, PolygonGeometry } from '@grid/data/contract'
import { numberOrNull, textOrNull, truthOrNull } from '../centre/index.ts'
import { type Asking, areaColumn, predicateOf, reportedIn } from '../filter/index.ts'
import { join, name, type Row, type Sql, sql } from '../store/index.ts'
import { overdueAt } from '../tickets/index.ts'
import { predicateOfCondition, type Shape } from './condition/index.ts'
import type { LayerQuestion, Value } from './layer.ts'

/** A property of a ticket: the column it is read from, and how. */
export interface TicketProperty extends LayerProperty {
  column: Sql
  /** the value as it is shown, for conditions over it; the column itself where absent */
  shown?: Sql
  read(row: Row, place: string): Value
}

/** A property without how it is read. */
export function told({ column: _, shown: __, read: ___, ...property }: TicketProperty): LayerProperty {
  return property
}

/** The tickets of the filter that meet the condition. */
export function chosenTickets(
  asking: Asking,
  { filter, condition }: LayerQuestion,
  properties: readonly TicketProperty[],
): Sql {
  const reported = reportedIn(asking, filter)
  if (!condition) return reported
  const find = (wanted: string) => properties.find((property) => property.name === wanted)
  const chosen = predicateOfCondition(condition, {
    id: sql`t.id`,
    of: (wanted) => {
      const property = find(wanted)
      return property?.shown ?? property?.column ?? sql`NULL`
    },
    kindOf: (wanted) => find(wanted)?.kind,
    touching: (shape) => touching(asking, shape),
    inBox: (bbox) => predicateOf(asking, { bbox }),
  })
  return sql`${reported} AND ${chosen}`
}

/** Tickets whose point lies in a shape; a line or a point is met by a point on it, which is chance, and by nothing else. */
function touching(asking: Asking, shape: Shape): Sql {
  const polygons =
    shape.type === 'Polygon' ? [shape.coordinates] : shape.type === 'MultiPolygon' ? shape.coordinates : []
  const inside = polygons.map((coordinates) =>
    predicateOf(asking, { within: PolygonGeometry.parse({ type: 'Polygon', coordinates }) }),
  )
  const points =
    shape.type === 'Point' ? [shape.coordinates] : shape.type === 'MultiPoint' ? shape.coordinates : []
  const on = points.map(([lon = 0, lat = 0]) => sql`(t.lon = ${lon} AND t.lat = ${lat})`)
  return sql`(t.lon IS NOT NULL AND (${join([sql`FALSE`, ...inside, ...on], ' OR ')}))`
}

/** What is told of a ticket to a caller; `at` is the instant overdue is judged at, as in the list. */
export function ticketProperties({ centre, caller }: Asking, at: number): TicketProperty[] {
  const plain = (label: string, en: string, zh: string, kind: LayerProperty['kind'] = 'text') => ({
    name: label,
    kind,
    label: { en, zh },
    column: name(`t.${label}`),
    ...(kind === 'text' ? { shown: sql`CAST(${name(`t.${label}`)} AS VARCHAR)` } : {}),
    read: readers[kind],
  })
  const member = (
    label: string,
    en: string,
    zh: string,
    of: { idOf(key: number | null): string | null },
    table = label,
  ) => ({
    ...plain(label, en, zh),
    shown: sql`(SELECT d.id FROM ${name(table)} d WHERE d.key = ${name(`t.${label}`)})`,
    read: (row: Row, place: string) => of.idOf(numberOrNull(row[place])),
  })
  const clock = (label: string, en: string, zh: string): TicketProperty => ({
    ...plain(label, en, zh, 'instant'),
    column: sql`epoch_ms(${name(`t.${label}`)})`,
    shown: name(`t.${label}`),
  })
  return [
    plain('id', 'Id', '编号'),
    ...(caller.freeText
      ? [
          plain('title', 'Title', '标题'),
          plain('description', 'Description', '描述'),
          plain('address', 'Address', '地址'),
        ]
      : []),
    member('source', 'Source', '来源', centre.sources),
    member('category', 'Category', '类别', centre.categories),
    plain('urgency', 'Urgency', '紧急程度'),
    plain('status', 'Status', '状态'),
    plain('status_kind', 'Kind of status', '状态类型'),
    member('tier', 'Tier that has it', '当前层级', centre.tiers),
    member('unit', 'Unit that has it', '承办单位', centre.units),
    member('solved_tier', 'Tier that solved it', '解决层级', centre.tiers, 'tier'),
    ...centre.levels.map(
      ({ depth, id, name: label }): TicketProperty => ({
        name: `area_${id}`,
        kind: 'text',
        label: { en: `${label.en}, code`, zh: `${label.zh}代码` },
        column: areaColumn(depth),
        shown: sql`(SELECT a.code FROM area a WHERE a.key = ${areaColumn(depth)})`,
        read: (row, place) => centre.areas.codeOf(numberOrNull(row[place])),
      }),
    ),
    plain('placed', 'Area found by', '区域依据'),
    clock('reported_at', 'Reported', '上报时间'),
    clock('filed_at', 'Filed', '立案时间'),
    clock('dispatched_at', 'Dispatched', '派遣时间'),
    clock('signed_at', 'Signed', '签收时间'),
    clock('first_contact_at', 'First contact', '首次联系时间'),
    clock('handled_at', 'Handled', '处置时间'),
    clock('verified_at', 'Verified', '核实时间'),
    clock('closed_at', 'Closed', '结案时间'),
    clock('due_at', 'Deadline', '办理时限'),
    {
      ...plain('overdue', 'Open past its deadline', '超期未结', 'truth'),
      column: overdueAt(at),
    },
    plain('on_time', 'Closed by its deadline', '按期结案', 'truth'),
    plain('returns', 'Times returned', '退回次数', 'whole number'),
    plain('transfers', 'Times transferred', '转办次数', 'whole number'),
    plain('reworks', 'Times reworked', '返工次数', 'whole number'),
    plain('supervised', 'Supervised', '督办', 'truth'),
    plain('suspended', 'Suspended', '挂账', 'truth'),
    plain('solved', 'Callback: solved', '回访：已解决', 'truth'),
    plain('satisfied', 'Callback: satisfied', '回访：满意', 'truth'),
    plain('prior_ticket', 'Repeats ticket', '重复工单'),
  ]
}

const readers: Record<LayerProperty['kind'], (row: Row, place: string) => Value> = {
  text: (row, place) => textOrNull(row[place]),
  day: (row, place) => textOrNull(row[place]),
  'whole number': (row, place) => numberOrNull(row[place]),
  number: (row, place) => numberOrNull(row[place]),
  instant: (row, place) => numberOrNull(row[place]),
  truth: (row, place) => truthOrNull(row[place]),
}
