import type { ToWgs84 } from '../locate/index.ts'
import {
  areaFields,
  type CellProblem,
  type CompiledMapping,
  Fault,
  RowReader,
  type Value,
} from '../map/index.ts'
import type { Tally } from '../report.ts'
import type { DraftArea } from './draft.ts'
import { checkOutline } from './outline.ts'

type AreaField = keyof typeof areaFields

const fieldNames = Object.keys(areaFields).filter((name): name is AreaField => name in areaFields)

/** Reads areas from rows, outlines checked and in WGS-84; of rows with one code the first is taken. */
export class AreaReader {
  readonly areas = new Map<string, DraftArea>()
  readonly rows: RowReader<AreaField>
  private readonly slots: ReadonlyMap<AreaField, number>

  constructor(
    mapping: CompiledMapping<AreaField>,
    private readonly toWgs84: ToWgs84,
    private readonly tally: Tally,
  ) {
    this.rows = new RowReader(mapping, fieldNames)
    this.slots = new Map(fieldNames.map((name) => [name, this.rows.slot(name)]))
  }

  /** Takes the row just read by `rows`; answers why not where it cannot. */
  take(row: number, raw: string): CellProblem | undefined {
    const code = String(this.value('code'))
    const outline = this.outline()
    if (outline instanceof Fault) {
      const { reason, remedy } = outline
      return { column: 'geometry', value: this.called(), reason, remedy }
    }
    for (const flag of outline?.flags ?? []) this.tally.flag(flag)
    if (outline?.repaired) {
      this.tally.flag('outline_repaired')
      this.tally.note(
        `row ${row}: the outline of ${this.called()} crossed itself at ${outline.repaired}; a small knot was undone`,
      )
    }
    if (!outline) this.tally.flag('without_outline')
    const area: DraftArea = {
      row,
      key: undefined,
      code,
      name: this.text('name') ?? code,
      nameEn: this.text('nameEn'),
      level: this.text('level') ?? undefined,
      parent: this.text('parent') ?? undefined,
      kind: this.value('kind') === 'special' ? 'special' : 'basic',
      lead: this.text('lead'),
      households: this.number('households'),
      population: this.number('population'),
      validFrom: this.text('validFrom'),
      validTo: this.text('validTo'),
      geometry: outline?.geometry ?? null,
      bbox: outline?.bbox ?? null,
      label: outline?.label ?? null,
      raw,
    }
    return this.add(area)
  }

  private add(area: DraftArea): CellProblem | undefined {
    const earlier = this.areas.get(area.code)
    if (!earlier) {
      this.areas.set(area.code, area)
      return undefined
    }
    if (sameArea(earlier, area)) {
      this.tally.unchanged++
      this.tally.flag('repeated_code')
      return undefined
    }
    return {
      column: 'code',
      value: area.code,
      reason: `the code is already that of row ${earlier.row} (${earlier.name})`,
      remedy: 'join the parts into one MultiPolygon, or give each area a code of its own',
    }
  }

  private outline() {
    const given = this.value('geometry')
    return typeof given === 'object' && given !== null ? checkOutline(given, this.toWgs84) : undefined
  }

  /** Code and name of the row, once where they are the same. */
  private called(): string {
    return [...new Set([this.text('code'), this.text('name')])].join(' ')
  }

  private value(name: AreaField): Value {
    return this.rows.values[this.slots.get(name) ?? -1] ?? null
  }

  private text(name: AreaField): string | null {
    const value = this.value(name)
    return value === null ? null : String(value).trim()
  }

  private number(name: AreaField): number | null {
    const value = this.value(name)
    return typeof value === 'number' ? value : null
  }
}

/** Whether two drafts say the same of an area, whatever row or key they have. */
export function sameArea(one: DraftArea, other: DraftArea): boolean {
  return content(one) === content(other)
}

function content(area: DraftArea): string {
  return JSON.stringify({ ...area, row: undefined, key: undefined, raw: undefined })
}
