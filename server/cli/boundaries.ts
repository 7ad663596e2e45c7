import { createWriteStream } from 'node:fs'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { AcceptedFault, type BoundaryReport, type EditionRecord, LocalDate } from '@grid/data/contract'
import type { Clock } from '../clock.ts'
import {
  applyBoundaries,
  type BoundaryWish,
  movedCsv,
  movedTickets,
  type OnProgress,
  previewBoundaries,
  readMapping,
} from '../intake/index.ts'
import type { Store } from '../store/index.ts'
import { commandedAt } from './audited.ts'
import { UsageError } from './export.ts'
import { aligned, grouped } from './table.ts'

/** Options of an import of areas that begins a new edition of the boundaries. */
export interface BoundaryOptions {
  validFrom?: string
  preview?: true
  name?: string
  note?: string
  changesOnly?: true
  accept?: string[]
  moved?: string
}

export const boundaryFlags: readonly (readonly [flags: string, description: string])[] = [
  [
    '--valid-from <day>',
    'areas: these are new boundaries, in force from this local day on; the old ones are kept',
  ],
  ['--preview', 'new boundaries: say what would change and which tickets would move, and write nothing'],
  ['--name <text>', 'new boundaries: what people call them'],
  ['--note <text>', 'new boundaries: why they change'],
  ['--changes-only', 'new boundaries: the file has the areas that change; those it leaves out stay'],
  ['--accept <fault...>', `new boundaries: faults taken knowingly, of ${AcceptedFault.options.join(', ')}`],
  ['--moved <file>', 'new boundaries: write every ticket that moves into a CSV'],
]

/** Previews new boundaries, or puts them in force. Throws a UsageError for options that do not fit. */
export async function newBoundaries(
  store: Store,
  file: string,
  { map, ...options }: BoundaryOptions & { map?: string | undefined },
  { clock, progress }: { clock: Clock; progress: OnProgress },
): Promise<BoundaryReport> {
  const wish: BoundaryWish = {
    file: {
      path: file,
      mapping: map === undefined ? undefined : await readMapping(map),
      place: map ?? `${file} without a mapping`,
    },
    crs: null,
    validFrom: dayOf(options.validFrom),
    name: options.name ?? null,
    note: options.note ?? null,
    changesOnly: options.changesOnly === true,
    accept: (options.accept ?? []).map(faultOf),
  }
  if (options.moved !== undefined)
    await pipeline(
      Readable.from(movedCsv(movedTickets(store, wish, clock))),
      createWriteStream(options.moved),
    )
  return options.preview
    ? await previewBoundaries(store, wish, clock, progress)
    : await applyBoundaries(store, wish, clock, { happening: commandedAt(clock), onProgress: progress })
}

function dayOf(text: string | undefined): string {
  const read = LocalDate.safeParse(text)
  if (read.success) return read.data
  throw new UsageError([`--valid-from: ${JSON.stringify(text)} is no day: write YYYY-MM-DD`])
}

function faultOf(text: string): AcceptedFault {
  const read = AcceptedFault.safeParse(text)
  if (read.success) return read.data
  throw new UsageError([`--accept: write some of ${AcceptedFault.options.join(', ')}`])
}

/** Moves and changes told of; `--json` has them all. */
const shown = 20

/** What new boundaries would do, or did, as a person reads it. */
export function boundaryLines({ tickets, ...report }: BoundaryReport): string[] {
  const { edition, areas, changes, faults, units, notes } = report
  const from = edition.validFrom ?? 'the beginning'
  if (report.known) return [`Nothing to do: the areas of ${report.file} are those in force since ${from}`]
  const would = report.applied ? '' : 'would '
  const share = (part: number) => `${(part * 100).toFixed(1)} %`
  const parts = (list: readonly { code: string; share: number }[]) =>
    list.map(({ code, share: part }) => `${code} ${share(part)}`).join(', ')
  return [
    `${report.applied ? 'In force' : 'Preview'}: boundaries of ${from}, edition ${edition.number}, from ${report.file}`,
    `areas: ${areas.added} added, ${areas.ended} ended, ${areas.changed} changed, ${areas.unchanged} of the file unchanged`,
    ...aligned([
      ['level', 'code', 'name', 'what', 'keeps', 'goes to'],
      ...changes
        .slice(0, shown)
        .map(({ level, code, name, kinds, kept, to }) => [
          level,
          code,
          name,
          kinds.join(' '),
          kept === null ? '' : share(kept),
          parts(to),
        ]),
    ]),
    ...more(changes.length, 'changes'),
    `tickets: ${grouped(tickets.moved)} of ${grouped(tickets.all)} ${would}move (${tickets.byLevel
      .map(({ level, moved }) => `${level} ${grouped(moved)}`)
      .join(
        ', ',
      )}), ${grouped(tickets.left)} ${would}leave all areas, ${grouped(tickets.found)} ${would}come into one`,
    ...aligned(
      tickets.between
        .slice(0, shown)
        .map(({ from: a, to: b, tickets: n }) => ['', a ?? '-', '>', b ?? '-', grouped(n)]),
    ),
    ...more(tickets.between.length, 'ways'),
    ...(tickets.byCode > 0
      ? [
          `tickets known by their code alone: ${grouped(tickets.byCode)}; in a divided area nobody knows which part`,
        ]
      : []),
    ...units.map(({ unit, area }) => `unit ${unit} serves ${area}, which ends: correct the pack`),
    ...notes,
    ...faults.map(
      ({ kind, place, reason, remedy }) =>
        `${kind}: ${reason}${place ? ` at ${place.join(', ')}` : ''}; ${remedy}`,
    ),
  ]
}

function more(count: number, what: string): string[] {
  return count > shown ? [`  and ${count - shown} more ${what}; --json has them all`] : []
}

/** The editions as a person reads them. */
export function editionLines(editions: readonly EditionRecord[]): string[] {
  return aligned([
    ['edition', 'from', 'name', 'added', 'ended', 'changed', 'tickets moved', 'file'],
    ...editions.map(({ number, validFrom, name, changes, moved, file }) => {
      const of = (kind: 'added' | 'ended') => changes.filter(({ kinds }) => kinds.includes(kind)).length
      return [
        String(number),
        validFrom ?? 'the beginning',
        name ?? '',
        String(of('added')),
        String(of('ended')),
        String(changes.length - of('added') - of('ended')),
        moved === null ? '' : grouped(moved),
        file ?? '',
      ]
    }),
  ])
}
