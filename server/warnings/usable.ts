import { wasWork } from '../centre/index.ts'
import { type Sql, sql } from '../store/index.ts'

/** Tickets `t` that were work to do and have a point. */
export const usable: Sql = sql`${wasWork} AND t.cell_number IS NOT NULL`
