import { createHash } from 'node:crypto'
import { basename } from 'node:path'
import type { AreaChange, BoundaryFault, BoundaryReport } from '@grid/data/contract'
import { dayOf } from '../../centre/index.ts'
import { sql } from '../../store/index.ts'
import {
  type DraftArea,
  editionDays,
  madeLevel,
  type Placers,
  placersFrom,
  type RankedArea,
  ranked,
  type Settled,
  type StoredAreas,
  sameArea,
  settle,
  storedAreas,
  versionedAreas,
  versionOf,
} from '../areas/index.ts'
import { loadedCentre, type Reads } from '../centre.ts'
import { IntakeError } from '../errors.ts'
import { changesOf } from './changes.ts'
import { refuseDay, refuseFuture } from './days.ts'
import { displaced } from './displaced.ts'
import { faultsOf } from './faults.ts'
import { readFile } from './file.ts'
import { heirOf } from './heirs.ts'
import { meantBy } from './meant.ts'
import { Moves } from './moves.ts'
import { Grounds, overlay } from './overlay.ts'
import { rehomed } from './rehome.ts'
import { treeFaults } from './tree-faults.ts'
import type { BoundaryWish } from './wish.ts'

/** New boundaries worked out against the centre, before anything is written. */
export interface Plan {
  report: Omit<BoundaryReport, 'applied' | 'tickets' | 'seconds'>
  /** levels and areas as they will be */
  levels: Settled['levels']
  areas: RankedArea[]
  /** keys of the versions that end, with the heir of their code */
  former: { key: number; heir: string | null }[]
  madeRoot: string | null
  placers: Placers
  moves: Moves
}

/** Works new boundaries out. Throws an IntakeError where they cannot be understood at all, or come at the wrong time. */
export async function planOf(reader: Reads, wish: BoundaryWish, now: number): Promise<Plan> {
  const centre = await loadedCentre(reader)
  await refuseFuture(reader, wish.validFrom, dayOf(now, centre.pack.timeZone))
  const stored = await storedAreas(reader, { root: centre.madeRoot, level: madeLevel.id })
  const editions = await editionDays(reader)
  if (stored.areas.length === 0)
    throw new IntakeError([
      'the centre has no areas yet: "grid import areas FILE" without a day brings the first',
    ])
  const { read, tally, faults, fields } = await readFile(wish, centre.pack.timeZone)
  const grounds = new Grounds()
  const meant = meantBy(read, stored.areas, fields, wish, grounds)
  const home = rehomed(meant.staying, meant.named, stored.areas)
  faults.push(...meant.faults, ...home.faults)
  const settled = settle(meant.named, { ...stored, areas: home.staying }, centre.pack)
  faults.push(...treeFaults(settled, stored))

  const number = stored.edition + 1
  const areas = versioned(ranked(settled, stored), stored, number)
  const basic = (list: readonly DraftArea[]) => list.filter(({ kind }) => kind === 'basic')
  const changedIn = (list: readonly DraftArea[], others: readonly DraftArea[]) => {
    const same = new Map(others.map((area) => [area.code, area]))
    return list.filter((area) => !isSame(area, same.get(area.code)))
  }
  const [left, come] = [changedIn(stored.areas, settled.areas), changedIn(settled.areas, stored.areas)]
  const shared = overlay(left, come, grounds)
  const changes = changesOf(stored.areas, settled.areas, shared, grounds)
  faults.push(...displaced(meant.named, stored.areas))
  if (!faults.some(({ kind }) => kind === 'displaced'))
    faults.push(
      ...faultsOf({
        before: basic(stored.areas),
        after: basic(settled.areas),
        named: new Set(meant.named.map(({ code }) => code)),
        grounds,
      }),
    )
  const last = editions.at(-1)
  const known = changes.length === 0 && faults.length === 0
  refuseDay(wish.validFrom, last?.validFrom ?? null, known)
  const codes = new Set(settled.areas.map(({ code }) => code))
  const former = left.map((area) => ({
    key: area.key ?? -1,
    code: area.code,
    heir: codes.has(area.code) ? null : heirOf(area, stored.areas, settled.areas, shared),
  }))
  const heirs = new Map(former.map(({ key, heir }) => [key, heir]))
  const versions = [
    ...(await versionedAreas(reader)).flatMap((version) =>
      version.until !== null
        ? [version]
        : heirs.has(version.key)
          ? [{ ...version, until: number, heir: heirs.get(version.key) ?? null }]
          : [],
    ),
    ...areas.map(versionOf),
  ]
  const levels = settled.levels.map(({ id }) => id)
  const kinds = new Set(
    changes
      .filter(({ kinds }) => kinds.some((kind) => kind !== 'details' && kind !== 'renamed'))
      .map(({ code }) => code),
  )
  return {
    report: {
      known,
      edition:
        known && last ? { ...last, name: null } : { number, validFrom: wish.validFrom, name: wish.name },
      file: basename(wish.file.path),
      areas: countsOf(tally.read, changes, meant.named),
      changes,
      faults,
      units: await orphanedUnits(reader, stored.areas, codes),
      outlines: { before: outlinesOf(left), after: outlinesOf(come) },
      notes: meant.notes,
      token: await tokenOf(reader, wish, read),
    },
    levels: settled.levels,
    areas,
    former,
    madeRoot: settled.root?.code ?? null,
    placers: placersFrom(versions, [...editions, { number, validFrom: wish.validFrom }]),
    moves: new Moves(levels, new Map(versions.map(({ key, code }) => [key, code])), kinds),
  }
}

/** The faults that stand in the way: those that were not taken knowingly. */
export function standing({ report: { faults } }: Plan, { accept }: BoundaryWish): BoundaryFault[] {
  const taken: ReadonlySet<string> = new Set(accept)
  return faults.filter(({ kind }) => !taken.has(kind))
}

/** Areas that are not what they were begin anew: with a key of their own, and with the edition. */
function versioned(areas: readonly RankedArea[], stored: StoredAreas, edition: number): RankedArea[] {
  const before = new Map(stored.areas.map((area) => [area.code, area]))
  let last = areas.reduce((highest, { key }) => Math.max(highest, key), stored.lastKey)
  const keys = new Map<number, number>()
  const anew = areas.map((one) => {
    // the area of the whole centre is the same, whatever its parts
    if (one.area.row === undefined && one.area.key === undefined && !before.has(one.area.code)) return one
    if (isSame(one.area, before.get(one.area.code))) return one
    const key = before.has(one.area.code) ? ++last : one.key
    keys.set(one.key, key)
    return { ...one, key, since: edition }
  })
  return anew.map((one) => ({
    ...one,
    parentKey: one.parentKey === null ? null : (keys.get(one.parentKey) ?? one.parentKey),
  }))
}

function outlinesOf(areas: readonly DraftArea[]): BoundaryReport['outlines']['before'] {
  return areas.flatMap(({ code, geometry }) => (geometry ? [{ code, geometry }] : []))
}

function isSame(area: DraftArea, other: DraftArea | undefined): boolean {
  return other !== undefined && sameArea(area, other)
}

function countsOf(
  read: number,
  changes: readonly AreaChange[],
  named: readonly DraftArea[],
): BoundaryReport['areas'] {
  const of = (kind: 'added' | 'ended') => changes.filter(({ kinds }) => kinds.includes(kind)).length
  const codes = new Set(changes.map(({ code }) => code))
  return {
    read,
    added: of('added'),
    ended: of('ended'),
    changed: changes.length - of('added') - of('ended'),
    unchanged: named.filter(({ code }) => !codes.has(code)).length,
  }
}

async function orphanedUnits(reader: Reads, before: readonly DraftArea[], now: ReadonlySet<string>) {
  const ended = new Set(before.map(({ code }) => code).filter((code) => !now.has(code)))
  const rows = await reader.run(sql`SELECT id, area_code FROM unit WHERE area_code IS NOT NULL ORDER BY id`)
  return rows
    .map((row) => ({ unit: String(row.id), area: String(row.area_code) }))
    .filter(({ area }) => ended.has(area))
}

/** The same for the same wish put to the same areas. */
async function tokenOf(reader: Reads, wish: BoundaryWish, read: readonly DraftArea[]): Promise<string> {
  const [mark] = await reader.run(sql`SELECT concat_ws(' ',
    (SELECT bit_xor(hash(key, code, name, depth, parent, kind, lead, households, population, geometry, since)) FROM area),
    (SELECT count(*) FROM former_area), (SELECT max(number) FROM edition)) AS areas`)
  const { validFrom, changesOnly, accept } = wish
  return createHash('sha256')
    .update(JSON.stringify([mark?.areas, validFrom, changesOnly, [...accept].sort(), read]))
    .digest('hex')
    .slice(0, 32)
}
