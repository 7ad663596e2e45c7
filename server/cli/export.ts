import { createWriteStream, existsSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { basename, resolve } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createGzip } from 'node:zlib'
import { ExportFormat, ExportProfile, Filter } from '@grid/data/contract'
import type { z } from 'zod'
import { localOperator } from '../access/index.ts'
import { centreOf, presentOf } from '../centre/index.ts'
import type { Clock } from '../clock.ts'
import { logFormats } from '../eventlog/index.ts'
import { type Asking, byBoundaries } from '../filter/index.ts'
import { IntakeError } from '../intake/index.ts'
import { exportFile, fileBeside, LayerOptions } from '../layers/index.ts'
import { Catalogue, measures } from '../measures/index.ts'
import { ProblemError } from '../problems.ts'
import type { Store } from '../store/index.ts'
import { grouped } from './table.ts'

/** The options of a filter as the command line has them, and what else an export takes. */
export interface ExportOptions {
  format: string
  out: string
  profile?: string
  replace?: true
  [filter: string]: unknown
}

/** What an export made. */
export interface ExportReport {
  file: string
  /** the file that describes it, where the format has no place for that */
  beside: string | null
  layer: string
  format: string
  /** of layers alone */
  profile?: ExportProfile
  features?: number
  bytes: number
}

/** An option that makes no sense; the lines name each. */
export class UsageError extends Error {
  constructor(readonly lines: readonly string[]) {
    super(lines.join('\n'))
  }
}

/** Names of the filter's options, without their dashes, and whether they may be repeated. */
export const filterOptions: readonly (readonly [flags: string, description: string])[] = [
  ['--from <day>', 'first local day, YYYY-MM-DD'],
  ['--to <day>', 'local day after the last'],
  ['--area <code...>', 'codes of areas'],
  ['--category <id...>', 'categories'],
  ['--source <id...>', 'sources'],
  ['--status <status...>', 'states of tickets'],
  ['--tier <id...>', 'tiers'],
  ['--unit <id...>', 'units'],
  ['--urgency <urgency...>', 'normal, urgent, danger'],
  ['--bbox <box>', 'west,south,east,north'],
  ['--within <polygon>', 'a GeoJSON Polygon'],
  ['--hexagon <index...>', 'cells of the H3 grid'],
  ['--q <text>', 'text in title, description or address'],
  ['--as-of <instant>', 'the instant the present is taken at, with its offset'],
  ['--boundaries <which>', 'today, or then: those of the day each ticket was reported on'],
]

/** What some layers take beside the filter. */
export const layerFlags: typeof filterOptions = [
  ['--cell <size>', 'size of cells: block, estate, community, street, district'],
  ['--level <id>', 'level of areas, in place of cells or as holders'],
  ['--neighbours <reach>', 'steps such as 1, or a distance such as 500m'],
  ['--step <length>', 'day, week, month, or a number of days'],
  ['--by <holder>', 'tier, unit or area'],
]

/** The logs of the tickets are no layer: they have formats of their own, by id. */
const log = 'log'
const logFormatIds = logFormats.map(({ id }) => id)

/** Names and formats, for the help. */
export const exportable = `layers (areas-{level}, tickets, ...) as ${ExportFormat.options.join(', ')}; ${log} as ${logFormatIds.join(', ')}`

/**
 * Writes a layer, or the logs of the tickets, into a file, aside first, so that a file of that name is whole. Throws a
 * UsageError for options that do not fit, an IntakeError where the file is there already.
 */
export async function exportInto(
  store: Store,
  what: string,
  options: ExportOptions,
  clock: Clock,
): Promise<ExportReport> {
  const file = resolve(options.out)
  if (existsSync(file) && !options.replace)
    throw new IntakeError([`${file}: is there already; name a new file, or add --replace`])
  const centre = await centreOf(store)
  const caller = await localOperator(new Request('http://localhost/'))
  const asking = byBoundaries(
    { store, centre, caller, present: presentOf(centre, clock.now()) },
    filterOf(options),
  )
  return what === log ? await logInto(asking, file, options) : await layerInto(asking, file, what, options)
}

async function layerInto(
  asking: Asking,
  file: string,
  layer: string,
  options: ExportOptions,
): Promise<ExportReport> {
  const format = choice('format', options.format, ExportFormat)
  const profile =
    options.profile === undefined ? undefined : choice('profile', options.profile, ExportProfile)
  const filter = filterOf(options)
  const chosen = parsed(LayerOptions, layerFlags, options)
  const exported = await exportFile(asking, new Catalogue(measures), {
    layer,
    format,
    profile,
    filter,
    options: chosen,
  }).catch(asUsage)
  await writeAside(file, exported.bytes())
  const companion = fileBeside(exported, basename(file))
  const beside = companion && `${file}${companion.beside.suffix}`
  if (companion && beside) writeFileSync(beside, companion.text)
  const { profile: written, features } = exported.description
  return { file, beside, layer, format, profile: written, features, bytes: statSync(file).size }
}

async function logInto(asking: Asking, file: string, options: ExportOptions): Promise<ExportReport> {
  const form = logFormats.find(({ id }) => id === options.format)
  if (!form) throw new UsageError([`--format: write one of ${logFormatIds.join(', ')}`])
  try {
    await writeAside(file, form.write(asking, filterOf(options)))
  } catch (cause) {
    asUsage(cause)
  }
  return { file, beside: null, layer: log, format: form.id, bytes: statSync(file).size }
}

/** Packed where the name ends in .gz. */
async function writeAside(file: string, pieces: AsyncIterable<string | Uint8Array>): Promise<void> {
  const aside = `${file}.part`
  const whole = Readable.from(pieces)
  try {
    const target = createWriteStream(aside)
    await (file.endsWith('.gz') ? pipeline(whole, createGzip(), target) : pipeline(whole, target))
    renameSync(aside, file)
  } catch (cause) {
    rmSync(aside, { force: true })
    throw cause
  }
}

/** What an export made, for people. */
export function exportLines({ file, beside, features, bytes, profile }: ExportReport): string[] {
  const counted = features === undefined ? '' : `${grouped(features)} features, `
  const shown = profile === undefined ? '' : `, ${profile}`
  return [
    `${file}: ${counted}${grouped(bytes)} bytes${shown}`,
    ...(beside === null ? [] : [`${beside}: what the file holds`]),
  ]
}

function filterOf(options: ExportOptions): Filter {
  return parsed(Filter, filterOptions, options)
}

/** The options of these flags as a schema reads them. */
function parsed<T>(schema: z.ZodType<T>, flags: typeof filterOptions, options: ExportOptions): T {
  const given = flags.flatMap(([names]) => {
    const key = names.slice(2).split(' ')[0]!
    const name = key === 'as-of' ? 'asOf' : key
    return options[name] === undefined ? [] : [[name, options[name]] as const]
  })
  const found = schema.safeParse(Object.fromEntries(given))
  if (found.success) return found.data
  throw new UsageError(
    found.error.issues.map(({ path, message }) => `--${flag(String(path[0]))}: ${message}`),
  )
}

function choice<T extends string>(
  name: string,
  value: string,
  of: z.ZodType<T> & { options: readonly T[] },
): T {
  const found = of.safeParse(value)
  if (found.success) return found.data
  throw new UsageError([`--${name}: write one of ${of.options.join(', ')}`])
}

const flag = (name: string) => (name === 'asOf' ? 'as-of' : name)

/** A refusal of the room, in the words of the command line. */
function asUsage(cause: unknown): never {
  if (!(cause instanceof ProblemError)) throw cause
  const named = cause.errors.map(({ parameter, detail }) => `--${flag(parameter)}: ${detail}`)
  throw new UsageError(named.length > 0 ? named : [cause.message])
}
