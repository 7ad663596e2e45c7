import type { Edition } from '@grid/data/contract'
import { appendWithin, type Happening } from '../../audit/index.ts'
import { traceRepeats } from '../../repeats/index.ts'
import { type Store, sql, type Transaction } from '../../store/index.ts'
import { placersOf, reassignTickets } from '../areas/index.ts'
import { loadedCentre } from '../centre.ts'
import { IntakeError } from '../errors.ts'
import type { OnProgress } from '../progress.ts'
import { versionColumns } from './apply.ts'

export interface WithdrawOptions {
  /** how the audit begins to tell of it */
  happening: Omit<Happening, 'action' | 'what'>
  /** that of the last edition, where the asker names it */
  number?: number | undefined
  onProgress?: OnProgress | undefined
}

/**
 * Takes the last edition of the boundaries back: areas and tickets are what they were before it, areas that were imported
 * since without a day go with it. Answers the edition. Throws an IntakeError where there is none to take back, or
 * `number` is not the last one.
 */
export async function withdrawBoundaries(
  store: Store,
  { happening, number, onProgress }: WithdrawOptions,
): Promise<Edition> {
  return await store.writeAlone(async (transaction) => {
    const [row] = await transaction.run(
      sql`SELECT number, valid_from, name FROM edition WHERE number > 1 ORDER BY number DESC LIMIT 1`,
    )
    if (!row)
      throw new IntakeError(['there are no new boundaries to withdraw: those of the beginning are in force'])
    const last = Number(row.number)
    if (number !== undefined && number !== last)
      throw new IntakeError([`edition ${number} is not the last one, which is ${last}: later ones go first`])
    await restore(transaction, last)
    const mapped = await reassignTickets(transaction, await placersOf(transaction), { onProgress })
    const { pack } = await loadedCentre(transaction)
    if (mapped) await traceRepeats(transaction, pack.repeats, 'all')
    const validFrom = typeof row.valid_from === 'string' ? row.valid_from : null
    const detail = { withdrawn: true, validFrom }
    await appendWithin(transaction, [
      { ...happening, action: 'changed', what: 'boundaries', subject: String(last), detail },
    ])
    return { number: last, validFrom, name: typeof row.name === 'string' ? row.name : null }
  })
}

async function restore(transaction: Transaction, edition: number): Promise<void> {
  // areas that stayed point to the versions of their parents that come back
  await transaction.run(sql`UPDATE area SET parent = f.key FROM area n JOIN former_area f ON f.code = n.code AND f.until = ${edition}
    WHERE area.parent = n.key AND n.since = ${edition} AND area.since < ${edition}`)
  await transaction.run(sql`DELETE FROM area WHERE since = ${edition}`)
  await transaction.run(
    sql`INSERT INTO area (${versionColumns}) SELECT ${versionColumns} FROM former_area WHERE until = ${edition}`,
  )
  await transaction.run(sql`DELETE FROM former_area WHERE until = ${edition}`)
  await transaction.run(sql`DELETE FROM edition WHERE number = ${edition}`)
  const { pack } = await loadedCentre(transaction)
  const own = pack.levels.map(({ id }) => id)
  await transaction.run(sql`DELETE FROM level WHERE depth > (SELECT coalesce(max(depth), 0) FROM area)
    AND NOT list_contains(CAST(${own} AS VARCHAR[]), id)`)
}
