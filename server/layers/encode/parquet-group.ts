import type { LayerProperty } from '@grid/data/contract'
import type { Feature, Geometry, Value } from '../layer.ts'
import { wellKnownBinary } from './wkb.ts'

/** Features of a row group: what is held in memory at a time. */
const most = 10_000

/** A column as the writer takes it. */
interface ColumnSource {
  name: string
  readonly data: unknown[]
}

/**
 * The features of a row group, held by columns: numbers, instants and days side by side as numbers, so that a feature can go
 * as soon as it is added. The cells that the writer wants are made a column at a time, when it comes to that column.
 */
export class ParquetGroup {
  size = 0
  private readonly held: readonly Column[]
  private geometries: (Geometry | null)[] = []

  constructor(properties: readonly LayerProperty[]) {
    this.held = properties.map(({ name, kind }) =>
      kind === 'text' ? new Texts(name) : new Numbers(name, kind),
    )
  }

  get isFull(): boolean {
    return this.size === most
  }

  add({ values, geometry }: Feature): void {
    for (const [index, column] of this.held.entries()) column.put(this.size, values[index] ?? null)
    this.geometries.push(geometry)
    this.size++
  }

  clear(): void {
    this.size = 0
    this.geometries = []
    for (const column of this.held) column.clear()
  }

  columns(): ColumnSource[] {
    const { size, geometries } = this
    return [
      ...this.held.map((column) => ({
        name: column.name,
        get data() {
          return column.cells(size)
        },
      })),
      {
        name: 'geometry',
        get data() {
          return geometries.map((geometry) => geometry && wellKnownBinary(geometry))
        },
      },
    ]
  }
}

interface Column {
  readonly name: string
  put(place: number, value: Value): void
  /** the first so many, as the writer takes them */
  cells(size: number): unknown[]
  clear(): void
}

class Texts implements Column {
  private texts: Value[] = []

  constructor(readonly name: string) {}

  put(_: number, value: Value): void {
    this.texts.push(value)
  }

  cells(): unknown[] {
    return this.texts
  }

  clear(): void {
    this.texts = []
  }
}

/** Whatever is a number to a machine; one that is not there is kept as NaN, which no layer tells. */
class Numbers implements Column {
  private readonly numbers = new Float64Array(most)

  constructor(
    readonly name: string,
    private readonly kind: LayerProperty['kind'],
  ) {}

  put(place: number, value: Value): void {
    this.numbers[place] =
      value === null ? NaN : this.kind === 'day' ? Date.parse(String(value)) : Number(value)
  }

  cells(size: number): unknown[] {
    const cell = cells[this.kind]
    return Array.from(this.numbers.subarray(0, size), (number) =>
      Number.isNaN(number) ? null : cell(number),
    )
  }

  clear(): void {}
}

const cells: Record<LayerProperty['kind'], (number: number) => unknown> = {
  text: String,
  number: (number) => number,
  'whole number': BigInt,
  truth: Boolean,
  instant: (number) => new Date(number),
  day: (number) => new Date(number),
}
