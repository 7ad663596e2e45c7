import { AreaChange, type EditionRecord } from '@grid/data/contract'
import { z } from 'zod'
import type { Caller } from '../../access/index.ts'
import { numberOrNull, textOrNull } from '../../centre/index.ts'
import { type Store, sql } from '../../store/index.ts'

const Changes = z.array(AreaChange)

/** The editions of the boundaries, the latest first. How many tickets moved is for those who may see all of them. */
export async function editionsOf(store: Store, { scope }: Pick<Caller, 'scope'>): Promise<EditionRecord[]> {
  const rows = await store.read(sql`SELECT * FROM edition ORDER BY number DESC`)
  return rows.map((row) => ({
    number: Number(row.number),
    validFrom: textOrNull(row.valid_from),
    name: textOrNull(row.name),
    note: textOrNull(row.note),
    file: textOrNull(row.file),
    importedAt: textOrNull(row.imported_at),
    byRole: textOrNull(row.by_role),
    moved: scope === 'all' ? numberOrNull(row.moved) : null,
    changes: typeof row.changes === 'string' ? Changes.parse(JSON.parse(row.changes)) : [],
  }))
}
