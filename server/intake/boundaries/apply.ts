import type { BoundaryReport, MovedTicket } from '@grid/data/contract'
import { appendWithin, type Happening } from '../../audit/index.ts'
import type { Clock } from '../../clock.ts'
import { traceRepeats } from '../../repeats/index.ts'
import { instant, join, type Sql, type Store, sql, type Transaction } from '../../store/index.ts'
import { type PlacedAgain, pagesPlaced, reassignTickets, writeAreas } from '../areas/index.ts'
import { loadedCentre, type Reads } from '../centre.ts'
import { IntakeError } from '../errors.ts'
import type { OnProgress } from '../progress.ts'
import { type Plan, planOf, standing } from './plan.ts'
import type { BoundaryWish } from './wish.ts'

/** Tickets looked at in one go beside a server that answers others. */
const page = 20_000

/** What was to be applied is not what was previewed. */
export class StaleToken extends Error {
  override readonly name = 'StaleToken'
}

/** Works out what new boundaries would do; writes nothing. */
export async function previewBoundaries(
  store: Store,
  wish: BoundaryWish,
  clock: Clock,
  onProgress?: OnProgress,
): Promise<BoundaryReport> {
  const started = clock.now()
  const reader = readerOf(store)
  const plan = await planOf(reader, wish, started)
  const seen = (placed: PlacedAgain) => void plan.moves.take(placed)
  for await (const _ of pagesPlaced(reader, plan.placers, { page, onProgress, seen }));
  return reported(plan, false, (clock.now() - started) / 1000)
}

/** The tickets that new boundaries would move, all of them, in batches; writes nothing. */
export async function* movedTickets(
  store: Store,
  wish: BoundaryWish,
  clock: Clock,
): AsyncGenerator<MovedTicket[]> {
  const reader = readerOf(store)
  const { placers, moves } = await planOf(reader, wish, clock.now())
  let told: MovedTicket[] = []
  const seen = (placed: PlacedAgain) => {
    const moved = moves.take(placed)
    if (moved) told.push(moved)
  }
  for await (const _ of pagesPlaced(reader, placers, { page, seen })) {
    yield told
    told = []
  }
}

export interface ApplyOptions {
  /** that of the preview: others have not changed the areas since, and the wish is the same */
  token?: string | undefined
  /** how the audit begins to tell of it */
  happening: Omit<Happening, 'action' | 'what'>
  onProgress?: OnProgress | undefined
}

/**
 * Puts new boundaries in force, all or nothing: areas, the edition, and every ticket, which keeps where it lay by the
 * boundaries of its time. Throws an IntakeError that names every fault nobody has accepted, a {@link StaleToken} where the
 * token is of something else.
 */
export async function applyBoundaries(
  store: Store,
  wish: BoundaryWish,
  clock: Clock,
  { token, happening, onProgress }: ApplyOptions,
): Promise<BoundaryReport> {
  const started = clock.now()
  return await store.writeAlone(async (transaction) => {
    const plan = await planOf(transaction, wish, started)
    if (token !== undefined && token !== plan.report.token)
      throw new StaleToken('the areas, or what is asked for, are not those of the preview: preview again')
    const faults = standing(plan, wish)
    if (faults.length > 0) throw new IntakeError(faults.map(({ reason, remedy }) => `${reason}; ${remedy}`))
    if (plan.report.known) return reported(plan, false, (clock.now() - started) / 1000)
    await write(transaction, plan)
    const mapped = await reassignTickets(transaction, plan.placers, {
      page,
      onProgress,
      seen: (placed) => void plan.moves.take(placed),
    })
    const { pack } = await loadedCentre(transaction)
    if (mapped) await traceRepeats(transaction, pack.repeats, 'all')
    const report = reported(plan, true, (clock.now() - started) / 1000)
    await transaction.run(sql`INSERT INTO edition
      (number, valid_from, name, note, file, imported_at, by_role, moved, changes) VALUES
      (${report.edition.number}, CAST(${wish.validFrom} AS DATE), ${wish.name}, ${wish.note}, ${report.file},
        ${instant(clock.now())}, ${happening.caller.role}, ${report.tickets.moved}, ${JSON.stringify(report.changes)})`)
    const { edition, areas, tickets, file } = report
    const detail = { validFrom: edition.validFrom, file, ...areas, moved: tickets.moved }
    await appendWithin(transaction, [
      { ...happening, action: 'changed', what: 'boundaries', subject: String(edition.number), detail },
    ])
    return report
  })
}

function readerOf(store: Store): Reads {
  return { run: (statement) => store.read(statement) }
}

function reported(plan: Plan, applied: boolean, seconds: number): BoundaryReport {
  return { ...plan.report, applied, tickets: plan.moves.counted(), seconds }
}

/** Moves the versions that end aside and writes the areas as they are from now on. */
async function write(
  transaction: Transaction,
  { report, former, levels, areas, madeRoot }: Plan,
): Promise<void> {
  if (former.length > 0)
    await transaction.run(sql`INSERT INTO former_area (${versionColumns}, until, heir)
      SELECT ${versionColumns}, ${report.edition.number}, f.heir FROM area a JOIN (
        SELECT unnest(CAST(${former.map(({ key }) => key)} AS INTEGER[])) AS old_key,
          unnest(CAST(${JSON.stringify(former.map(({ heir }) => heir))} AS JSON)::VARCHAR[]) AS heir) f
        ON f.old_key = a.key`)
  await writeAreas(transaction, levels, areas)
  await transaction.run(sql`UPDATE centre SET made_root = ${madeRoot}`)
}

/** The columns that `area` and `former_area` have in common. */
export const versionColumns: Sql = join([
  sql`key, code, name, name_en, depth, parent, kind, lead, households, population`,
  sql`valid_from, valid_to, geometry, west, south, east, north, label_lon, label_lat, since`,
])
