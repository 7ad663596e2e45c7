import { CentrePack } from '@grid/data/contract'
import { type Row, type Sql, sql } from '../store/index.ts'
import { IntakeError } from './errors.ts'

/** What reads a centre: a transaction, or a reader beside it. */
export interface Reads {
  run(statement: Sql): Promise<Row[]>
}

/** The centre an import goes into. */
export interface LoadedCentre {
  pack: CentrePack
  /** code of the area made of the whole centre; null where there is none */
  madeRoot: string | null
}

/** Reads the centre of a database; throws IntakeError where none was loaded yet. */
export async function loadedCentre(transaction: Reads): Promise<LoadedCentre> {
  const [row] = await transaction.run(sql`SELECT pack, made_root FROM centre`)
  if (!row)
    throw new IntakeError(['the database holds no centre yet: create one with "grid load PACK" first'])
  return {
    pack: CentrePack.parse(JSON.parse(String(row.pack))),
    madeRoot: row.made_root === null || row.made_root === undefined ? null : String(row.made_root),
  }
}
