/** Where the wanted columns stand among the columns of a file. */
export interface ColumnPick {
  wanted: readonly string[]
  /** for column i of the file its place among the wanted, or -1 */
  place: Int32Array
  /** pairs [to, from]: wanted columns that name an earlier wanted one again */
  again: readonly (readonly [number, number])[]
}

export function columnPicker(columns: readonly string[], wanted: readonly string[]): ColumnPick {
  const place = new Int32Array(columns.length).fill(-1)
  const again: [number, number][] = []
  wanted.forEach((name, to) => {
    const column = columns.indexOf(name)
    if (column < 0) return
    const from = place[column] ?? -1
    if (from < 0) place[column] = to
    else again.push([to, from])
  })
  return { wanted, place, again }
}
