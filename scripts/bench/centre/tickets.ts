import type { CentrePack } from '@grid/data/contract'
import type { AreaCollection } from '../../build-demo/area-tree.ts'
import { type Engine, quoted } from '../engine.ts'
import { benchCategories, benchDays, benchSources, days, firstDay, ofHour } from './demand.ts'
import { benchPlaces } from './places.ts'

/** Numbers of one ticket are hashes of its number, a salt and the seed: no two draws of a ticket depend on each other. */
const draw = (salt: number) => `hash(i, ${salt}, seed)`
/** A number from 0 to 1. */
const unit = (salt: number) => `((${draw(salt)} % 1000000)::DOUBLE / 1e6)`
/** About a standard normal: three units, shifted and stretched. */
const bell = (salt: number) => `((${unit(salt)} + ${unit(salt + 1)} + ${unit(salt + 2)} - 1.5e0) * 2e0)`
/** Seconds with this median, log-normal. */
const lasting = (median: string, sigma: number, salt: number) =>
  `CAST((${median}) * exp(${sigma}e0 * ${bell(salt)}) AS BIGINT)`
const after = (time: string, seconds: string) => `(${time} + to_seconds(${seconds}))`

/** Makes the table `ticket` of a number of made-up tickets, one row each with the units its log will name. Times are local. */
export async function makeTickets(
  engine: Engine,
  areas: AreaCollection,
  pack: CentrePack,
  { tickets, seed }: { tickets: number; seed: string },
): Promise<void> {
  await table(engine, 'place', benchPlaces(areas, seed))
  await table(engine, 'day', benchDays(tickets, seed))
  await table(engine, 'category', benchCategories(pack, seed))
  await table(engine, 'source', [...benchSources])
  await table(
    engine,
    'hour',
    ofHour.map((weight, hour) => ({ hour, weight })),
  )
  // one slot for each part of a weight: a hash modulo the number of slots draws by weight
  await engine.run(`CREATE TABLE place_slot AS SELECT row_number() OVER () - 1 AS slot, key FROM
    (SELECT key, unnest(range(CAST(weight AS BIGINT))) FROM place ORDER BY key)`)
  await engine.run(`CREATE TABLE category_slot AS
    SELECT *, row_number() OVER (PARTITION BY profile, season ORDER BY id) - 1 AS slot, count(*) OVER (PARTITION BY profile, season) AS slots
    FROM (SELECT *, unnest(range(CAST(weight AS BIGINT))) FROM category)`)
  await engine.run(`CREATE TABLE source_slot AS SELECT row_number() OVER () - 1 AS slot, id, proactive FROM
    (SELECT id, proactive, unnest(range(CAST(weight AS BIGINT))) FROM source ORDER BY id)`)
  await engine.run(`CREATE TABLE hour_slot AS SELECT row_number() OVER () - 1 AS slot, hour FROM
    (SELECT hour, unnest(range(CAST(weight AS BIGINT))) FROM hour ORDER BY hour)`)
  const slots = async (name: string) => Number((await engine.rows(`SELECT count(*) FROM ${name}`))[0]?.[0])
  await engine.run(
    ticketTable(seed, {
      place: await slots('place_slot'),
      source: await slots('source_slot'),
      hour: await slots('hour_slot'),
    }),
  )
}

function ticketTable(seed: string, slots: { place: number; source: number; hour: number }): string {
  const end = `(DATE '${firstDay}' + INTERVAL ${days} DAY)`
  const known = (time: string) => `CASE WHEN ${time} < ${end} THEN ${time} END`
  return `CREATE TABLE ticket AS
    WITH begun AS (SELECT *, CAST(sum(tickets) OVER (ORDER BY day) - tickets AS BIGINT) AS start FROM day),
    numbered AS (
      SELECT CAST(start + unnest(range(CAST(tickets AS BIGINT))) AS BIGINT) AS i, CAST(day AS DATE) AS day, season, ${quoted(seed)} AS seed FROM begun
    ),
    placed AS (
      SELECT n.*, p.lon + (${unit(1)} - 0.5e0) * 1e-4 AS lon, p.lat + (${unit(2)} - 0.5e0) * 1e-4 AS lat, p.name AS place,
        p.profile, p.community AS community_unit, p.street AS street_unit, s.id AS source, s.proactive
      FROM numbered n
        JOIN place_slot ps ON ps.slot = ${draw(3)} % ${slots.place} JOIN place p ON p.key = ps.key
        JOIN source_slot s ON s.slot = ${draw(4)} % ${slots.source}
    ),
    reported AS (
      SELECT p.*, c.id AS category, c.name AS matter, c.community AS to_community, c.street AS to_street, c.department,
        p.day + to_hours(h.hour) + to_seconds(CAST(${draw(5)} % 3600 AS BIGINT)) AS reported_at,
        ${draw(6)} % 100 AS way, ${draw(7)} % 1000 AS fate, ${draw(8)} % 100 AS moved, ${draw(9)} % 100 AS course
      FROM placed p
        JOIN (SELECT DISTINCT profile, season, slots FROM category_slot) cs ON cs.profile = p.profile AND cs.season = p.season
        JOIN category_slot c ON c.profile = p.profile AND c.season = p.season AND c.slot = ${draw(10)} % cs.slots
        JOIN hour_slot h ON h.slot = ${draw(11)} % ${slots.hour}
    ),
    given AS (
      SELECT *,
        CASE WHEN way < to_community THEN community_unit WHEN way < to_community + to_street THEN street_unit ELSE department END AS unit0,
        CASE WHEN way < to_community THEN 'community' WHEN way < to_community + to_street THEN 'street' ELSE 'department' END AS tier0,
        ${after('reported_at', lasting('2400', 0.9, 12))} AS dispatched
      FROM reported
    ),
    passed AS (
      SELECT *,
        CASE WHEN moved >= 28 THEN NULL WHEN tier0 = 'community' THEN street_unit WHEN unit0 = department THEN street_unit ELSE department END AS unit1,
        CASE WHEN moved >= 28 THEN NULL WHEN tier0 = 'community' OR unit0 = department THEN 'street' ELSE 'department' END AS tier1,
        CASE WHEN moved >= 28 THEN NULL WHEN moved < 4 THEN 'returned' WHEN tier0 = 'community' THEN 'escalated' ELSE 'transferred' END AS move,
        moved BETWEEN 4 AND 8 AS back,
        ${lasting("CASE tier0 WHEN 'community' THEN 50000 WHEN 'street' THEN 160000 ELSE 300000 END", 1, 15)} AS work
      FROM given
    ),
    lived AS (
      SELECT *, ${after('dispatched', 'work')} AS handled, ${after(after('dispatched', 'work'), lasting('18000', 0.8, 18))} AS closed,
        ${after('dispatched', lasting('5400', 1, 21))} AS contacted,
        CASE WHEN fate < 5 THEN 'void' WHEN fate < 10 THEN 'duplicate' WHEN fate < 15 THEN 'rejected' WHEN fate < 18 THEN 'suspended' END AS ended,
        CASE WHEN back OR unit1 IS NULL THEN unit0 ELSE unit1 END AS last_unit,
        CASE WHEN back OR unit1 IS NULL THEN tier0 ELSE tier1 END AS last_tier
      FROM passed
    )
    SELECT i, 'GL' || strftime(day, '%Y%m%d') || lpad(CAST(i % 100000 AS VARCHAR), 5, '0') AS id, source, category,
      CASE WHEN course < 2 THEN 'danger' WHEN course < 14 THEN 'urgent' ELSE 'normal' END AS urgency,
      place || matter AS title, round(lon, 6) AS lon, round(lat, 6) AS lat, reported_at,
      ${known('dispatched')} AS dispatched_at,
      CASE WHEN NOT proactive AND course <> 7 THEN ${known('contacted')} END AS first_contact_at,
      CASE WHEN ended IS NULL THEN ${known('handled')} END AS handled_at,
      CASE WHEN ended IS DISTINCT FROM 'suspended' THEN ${known('closed')} END AS closed_at,
      dispatched + CASE WHEN course < 2 THEN INTERVAL 2 HOUR WHEN course < 14 THEN INTERVAL 24 HOUR
        WHEN tier0 = 'community' THEN INTERVAL 3 DAY WHEN tier0 = 'street' THEN INTERVAL 7 DAY ELSE INTERVAL 11 DAY END AS due_at,
      CASE WHEN ended = 'suspended' THEN ended WHEN closed < ${end} THEN coalesce(ended, 'closed') WHEN handled < ${end} THEN 'handled'
        WHEN contacted < ${end} THEN 'in_progress' WHEN dispatched < ${end} THEN 'dispatched' ELSE 'reported' END AS status,
      last_tier AS tier, last_unit AS unit, CASE WHEN ended IS NULL AND handled < ${end} THEN last_tier END AS solved_tier,
      CASE WHEN NOT proactive AND closed < ${end} AND fate >= 250 THEN fate % 100 >= 7 END AS solved,
      CASE WHEN NOT proactive AND closed < ${end} AND fate >= 250 THEN fate % 100 >= 11 END AS satisfied,
      unit0, tier0, unit1, tier1, move, back, work, dispatched,
      CASE WHEN course BETWEEN 30 AND 33 AND ended IS NULL THEN department END AS helper
    FROM lived ORDER BY reported_at, i`
}

async function table(engine: Engine, name: string, rows: readonly object[]): Promise<void> {
  const texts = rows.map((row) => JSON.stringify(row))
  await engine.run(`CREATE TABLE ${name} AS SELECT unnest(row, max_depth := 1) FROM (
    SELECT unnest(from_json(${quoted(`[${texts.join(',')}]`)}, replace(CAST(json_structure(${quoted(`[${texts[0]}]`)}) AS VARCHAR), 'UBIGINT', 'BIGINT'))) AS row)`)
}
