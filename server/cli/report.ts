import type { ImportReport } from '@grid/data/contract'
import type { Info, Integrity, LoadReport } from '../intake/index.ts'
import { aligned, grouped } from './table.ts'

const outcomes = ['read', 'inserted', 'updated', 'unchanged', 'rejected'] as const

/** Ids shown of those an import made; `--json` has them all. */
const shown = 8

/** Reports of imports as a person reads them. */
export function reportLines(reports: readonly ImportReport[]): string[] {
  const table = aligned([
    ['', ...outcomes, 'seconds'],
    ...reports.map((report) => [
      `${report.what} (${report.file})`,
      ...outcomes.map((outcome) => grouped(report[outcome])),
      report.seconds.toFixed(1),
    ]),
  ])
  return [...table, ...reports.flatMap(remarks)]
}

function remarks({ what, flagged, created, tickets, notes, rejects }: ImportReport): string[] {
  const lines: string[] = []
  if (tickets)
    lines.push(
      `${what}: tickets told by their logs: ${grouped(tickets.inserted)} made, ${grouped(tickets.updated)} changed, ${grouped(tickets.unchanged)} unchanged`,
    )
  for (const [reason, n] of Object.entries(flagged)) lines.push(`${what}: ${grouped(n)} × ${reason}`)
  for (const [kind, ids] of Object.entries(created)) {
    const more = ids.length > shown ? ` and ${grouped(ids.length - shown)} more` : ''
    lines.push(`${what}: created ${kind}: ${ids.slice(0, shown).join(', ')}${more}`)
  }
  for (const note of notes) lines.push(`${what}: ${note}`)
  if (rejects !== null) lines.push(`${what}: the rejected rows are in ${rejects}`)
  return lines
}

/** What loading a pack did. */
export function loadLines(report: LoadReport): string[] {
  const { en, zh } = report.centre.name
  const reports = [report.areas, report.tickets, report.events].flatMap((one) => (one ? [one] : []))
  return [
    `Loaded ${[...new Set([zh, en])].join(' / ')} in ${report.seconds.toFixed(1)} s`,
    ...(reports.length > 0 ? reportLines(reports) : ['The pack holds no data files.']),
    ...(report.basemap > 0 ? [`basemap: ${report.basemap} features`] : []),
  ]
}

/** What a database holds. */
export function infoLines(info: Info): string[] {
  const { tickets, centre } = info
  const rows: string[][] = [['database', info.file]]
  if (!centre) return aligned([...rows, ['centre', 'none yet: grid load PACK creates one']])
  const name = [...new Set([centre.name.zh, centre.name.en])].join(' / ')
  rows.push(
    ['centre', `${centre.id}: ${name}${centre.synthetic ? ' (made-up data)' : ''}`],
    ['time zone', centre.timeZone],
    ['loaded', info.loadedAt ?? ''],
    ['areas', info.levels.map(({ id, areas }) => `${grouped(areas)} ${id}`).join(', ') || 'none'],
    ['special grids', grouped(info.special)],
    ...info.editions.map((edition, index) => [index === 0 ? 'boundaries' : '', editionSaid(edition)]),
    [
      'tickets',
      `${grouped(tickets.all)}: ${grouped(tickets.open)} open, ${grouped(tickets.paused)} paused, ${grouped(tickets.closed)} closed`,
    ],
    ['days', info.days ? `${info.days.from} to ${info.days.to}` : 'none'],
    ['unlocated', grouped(tickets.unlocated)],
  )
  for (const [flag, n] of Object.entries(info.flaggedPoints)) rows.push([`points ${flag}`, grouped(n)])
  rows.push(['events', `${grouped(info.events.all)}, ${grouped(info.events.derived)} of them derived`])
  return aligned(rows)
}

function editionSaid({ number, validFrom, name, moved }: Info['editions'][number]): string {
  const from = validFrom === null ? 'from the beginning' : `from ${validFrom}`
  const tickets = moved === null ? '' : `, ${grouped(moved)} tickets moved`
  return `edition ${number} ${from}${name === null ? '' : `, ${name}`}${tickets}`
}

/** What a check found. */
export function checkLines({ sound, levels, checks }: Integrity): string[] {
  const sums = aligned([
    ['level', 'areas', 'tickets', 'without one'],
    ...levels.map(({ id, areas, tickets, unlocated }) => [
      id,
      grouped(areas),
      grouped(tickets),
      grouped(unlocated),
    ]),
  ])
  const broken = checks.filter(({ found }) => found > 0)
  return [
    ...sums,
    ...broken.map(({ id, holds, found }) => `${id}: ${grouped(found)} × not so: ${holds}`),
    sound ? `${checks.length} checks, all hold` : `${checks.length} checks, ${broken.length} do not hold`,
  ]
}
