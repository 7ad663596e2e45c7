import type { BoundaryFault } from '@grid/data/contract'
import { type DraftArea, sameArea } from '../areas/index.ts'
import { common, squareMetres } from './ground.ts'
import type { Grounds } from './overlay.ts'
import type { BoundaryWish } from './wish.ts'

/** What a file means for the areas there are. */
export interface Meant {
  /** areas of the file that are to be */
  named: DraftArea[]
  /** areas of the centre that stay, unless the file names them; placed in the tree anew where they have to be */
  staying: DraftArea[]
  ended: DraftArea[]
  faults: BoundaryFault[]
  notes: string[]
}

/**
 * Reads a file of new boundaries against the areas of the centre. A file is whole for the levels it names: areas of such a
 * level that it leaves out end, unless it has the changes only; an area with a last day of before the new boundaries ends
 * in either case. What a row does not say of an area that is known stays as it was, households aside where the ground is
 * another. `fields` are those that the mapping names.
 */
export function meantBy(
  read: readonly DraftArea[],
  stored: readonly DraftArea[],
  fields: ReadonlySet<string>,
  { validFrom, changesOnly }: BoundaryWish,
  grounds: Grounds,
): Meant {
  const known = new Map(stored.map((area) => [area.code, area]))
  const leaving = new Set(
    read.filter(({ validTo }) => validTo !== null && validTo <= validFrom).map(({ code }) => code),
  )
  const notes: string[] = []
  const named = read
    .filter(({ code }) => !leaving.has(code))
    .map((area) => completed(area, known.get(area.code), fields, grounds, notes))
  const levels = new Set(named.map((area) => levelOf(area, known, stored)))
  const codes = new Set(named.map(({ code }) => code))
  const special = named.some(({ kind }) => kind === 'special')
  const leftOut = ({ code, kind, level }: DraftArea) =>
    !changesOnly && !codes.has(code) && (kind === 'special' ? special : levels.has(level))
  const ended = stored.filter((area) => leaving.has(area.code) || leftOut(area))
  const gone = new Set(ended.map(({ code }) => code))
  const staying = stored.filter(({ code }) => !gone.has(code))
  const faults = [...leaving]
    .filter((code) => !known.has(code))
    .map(
      (code): BoundaryFault => ({
        kind: 'code',
        areas: [code],
        place: null,
        reason: `${code} is to end, but the centre has no such area`,
        remedy: 'correct the code, or leave the row out',
      }),
    )
  return { named, staying, ended, faults, notes }
}

/** The level of an area of the file: its own, that of the area with its code, or the one of its parent's other children. */
function levelOf(
  { code, level, parent, kind }: DraftArea,
  known: ReadonlyMap<string, DraftArea>,
  stored: readonly DraftArea[],
): string | undefined {
  if (kind === 'special') return undefined
  return level ?? known.get(code)?.level ?? stored.find((area) => area.parent === parent)?.level
}

function completed(
  area: DraftArea,
  before: DraftArea | undefined,
  fields: ReadonlySet<string>,
  grounds: Grounds,
  notes: string[],
): DraftArea {
  if (!before) return { ...area, validFrom: null, validTo: null }
  const whole: DraftArea = {
    ...area,
    name: fields.has('name') ? area.name : before.name,
    nameEn: area.nameEn ?? before.nameEn,
    level: area.level ?? before.level,
    parent: area.parent ?? before.parent,
    kind: fields.has('kind') ? area.kind : before.kind,
    lead: area.lead ?? before.lead,
    households: area.households ?? before.households,
    population: area.population ?? before.population,
    validFrom: before.validFrom,
    validTo: before.validTo,
    ...(area.geometry ? {} : { geometry: before.geometry, bbox: before.bbox, label: before.label }),
  }
  if (sameDrawn(whole, before, grounds))
    Object.assign(whole, { geometry: before.geometry, bbox: before.bbox, label: before.label })
  if (sameGround(whole, before)) return sameArea(whole, before) ? before : whole
  if (area.households === null && before.households !== null)
    notes.push(
      `${area.code} ${whole.name}: its ground changes and the file names no households: they are unknown now`,
    )
  return { ...whole, households: area.households, population: area.population }
}

export function sameGround(one: DraftArea, other: DraftArea): boolean {
  return JSON.stringify(one.geometry) === JSON.stringify(other.geometry)
}

/** Less of an area than this is the drawing's: a corner more on a straight line, a digit less. */
const drawing = 1e-4

/** Whether two outlines are the same ground, drawn otherwise. */
function sameDrawn(one: DraftArea, other: DraftArea, grounds: Grounds): boolean {
  if (!one.geometry || !other.geometry || sameGround(one, other)) return false
  const [a, b] = [grounds.metres(one), grounds.metres(other)]
  if (Math.abs(a - b) > drawing * b) return false
  return squareMetres(common(grounds.of(one), grounds.of(other))) > (1 - drawing) * b
}
