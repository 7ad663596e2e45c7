import { CentrePack } from '@grid/data/contract'
import { deadlineProblems } from '../../deadlines/index.ts'
import { instant, sql, type Transaction } from '../../store/index.ts'
import { IntakeError } from '../errors.ts'
import { parseJson, schemaErrors } from '../schema-errors.ts'
import { referenceErrors } from './references.ts'

/** Reads and checks a `centre.json`; throws IntakeError with a line for every fault. */
export async function readCentre(path: string): Promise<CentrePack> {
  const result = CentrePack.safeParse(await parseJson(path))
  if (!result.success) throw new IntakeError(schemaErrors(result.error, CentrePack, path))
  const faults = [...referenceErrors(result.data), ...deadlineProblems(result.data, result.data.timeZone)]
  if (faults.length > 0) throw new IntakeError(faults.map((fault) => `${path}: ${fault}`))
  return result.data
}

/** Writes the centre and its lists into an empty database. Keys follow the order of the pack. */
export async function writeCentre(
  transaction: Transaction,
  pack: CentrePack,
  basemap: string | null,
  now: number,
): Promise<void> {
  await transaction.run(
    sql`INSERT INTO centre (pack, basemap, loaded_at) VALUES (${JSON.stringify(pack)}, ${basemap}, ${instant(now)})`,
  )
  for (const [depth, { id, name }] of pack.levels.entries())
    await transaction.run(
      sql`INSERT INTO level (depth, id, name_en, name_zh) VALUES (${depth}, ${id}, ${name.en}, ${name.zh})`,
    )
  for (const [index, { id, name, proactive }] of pack.sources.entries())
    await transaction.run(sql`INSERT INTO source (key, id, name_en, name_zh, proactive)
      VALUES (${index + 1}, ${id}, ${name.en}, ${name.zh}, ${proactive})`)
  const categoryKeys = keysOf(pack.categories)
  for (const { id, name, parent } of pack.categories)
    await transaction.run(sql`INSERT INTO category (key, id, name_en, name_zh, parent)
      VALUES (${keyIn(categoryKeys, id)}, ${id}, ${name.en}, ${name.zh}, ${keyIn(categoryKeys, parent)})`)
  const tierKeys = keysOf(pack.tiers)
  for (const { id, name } of pack.tiers)
    await transaction.run(sql`INSERT INTO tier (key, id, name_en, name_zh)
      VALUES (${keyIn(tierKeys, id)}, ${id}, ${name.en}, ${name.zh})`)
  for (const [index, { id, name, tier, lon, lat, area }] of pack.units.entries())
    await transaction.run(sql`INSERT INTO unit (key, id, name_en, name_zh, tier, lon, lat, area_code)
      VALUES (${index + 1}, ${id}, ${name.en}, ${name.zh}, ${keyIn(tierKeys, tier)}, ${lon ?? null}, ${lat ?? null},
        ${area ?? null})`)
}

/** Removes everything of the centre, so that another can take its place. */
export async function emptyCentre(transaction: Transaction): Promise<void> {
  await transaction.run(sql`DELETE FROM change`)
  await transaction.run(sql`DELETE FROM idempotency`)
  await transaction.run(sql`DELETE FROM event`)
  await transaction.run(sql`DELETE FROM stay`)
  await transaction.run(sql`DELETE FROM ticket_special`)
  await transaction.run(sql`DELETE FROM ticket`)
  await transaction.run(sql`DELETE FROM area`)
  await transaction.run(sql`DELETE FROM former_area`)
  await transaction.run(sql`DELETE FROM edition WHERE number > 1`)
  await transaction.run(sql`DELETE FROM level`)
  await transaction.run(sql`DELETE FROM unit`)
  await transaction.run(sql`DELETE FROM tier`)
  await transaction.run(sql`DELETE FROM category`)
  await transaction.run(sql`DELETE FROM source`)
  await transaction.run(sql`DELETE FROM centre`)
}

function keysOf(list: readonly { id: string }[]): ReadonlyMap<string, number> {
  return new Map(list.map(({ id }, index) => [id, index + 1]))
}

function keyIn(keys: ReadonlyMap<string, number>, id: string | undefined): number | null {
  return id === undefined ? null : (keys.get(id) ?? null)
}
