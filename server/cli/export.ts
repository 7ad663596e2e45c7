import { createWriteStream, existsSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { basename, resolve } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { ExportFormat, ExportProfile, Filter } from '@grid/data/contract'
import { localOperator } from '../access/index.ts'
import { centreOf, presentOf } from '../centre/index.ts'
import type { Clock } from '../clock.ts'
import { IntakeError } from '../intake/index.ts'
import { exportFile, fileBeside } from '../layers/index.ts'
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
  format: ExportFormat
  profile: ExportProfile
  features: number
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
  ['--q <text>', 'text in title, description or address'],
  ['--as-of <instant>', 'the instant the present is taken at, with its offset'],
]

/**
 * Writes a layer into a file, aside first, so that a file of that name is whole. Throws a UsageError for options that do
 * not fit, an IntakeError where the file is there already.
 */
export async function exportInto(
  store: Store,
  layer: string,
  options: ExportOptions,
  clock: Clock,
): Promise<ExportReport> {
  const { format, profile, filter } = asked(options)
  const file = resolve(options.out)
  if (existsSync(file) && !options.replace)
    throw new IntakeError([`${file}: is there already; name a new file, or add --replace`])
  const centre = await centreOf(store)
  const caller = localOperator(new Request('http://localhost/'))
  const asking = { store, centre, caller: await caller, present: presentOf(centre, clock.now()) }
  const exported = await exportFile(asking, new Catalogue(measures), {
    layer,
    format,
    profile,
    filter,
  }).catch(asUsage)
  const aside = `${file}.part`
  try {
    await pipeline(Readable.from(exported.bytes()), createWriteStream(aside))
    renameSync(aside, file)
  } catch (cause) {
    rmSync(aside, { force: true })
    throw cause
  }
  const companion = fileBeside(exported, basename(file))
  const beside = companion && `${file}${companion.beside.suffix}`
  if (companion && beside) writeFileSync(beside, companion.text)
  return {
    file,
    beside,
    layer,
    format,
    profile: exported.description.profile,
    features: exported.description.features,
    bytes: statSync(file).size,
  }
}

/** What an export made, for people. */
export function exportLines({ file, beside, features, bytes, profile }: ExportReport): string[] {
  return [
    `${file}: ${grouped(features)} features, ${grouped(bytes)} bytes, ${profile}`,
    ...(beside === null ? [] : [`${beside}: what the file holds`]),
  ]
}

function asked(options: ExportOptions) {
  const keys = filterOptions.map(([flags]) => flags.slice(2).split(' ')[0]!)
  const given = Object.fromEntries(
    keys.flatMap((key) => {
      const name = key === 'as-of' ? 'asOf' : key
      return options[name] === undefined ? [] : [[name, options[name]]]
    }),
  )
  const filter = Filter.safeParse(given)
  const format = ExportFormat.safeParse(options.format)
  const profile = ExportProfile.optional().safeParse(options.profile)
  const lines = [
    ...(filter.success
      ? []
      : filter.error.issues.map(({ path, message }) => `--${flag(String(path[0]))}: ${message}`)),
    ...(format.success ? [] : [`--format: write one of ${ExportFormat.options.join(', ')}`]),
    ...(profile.success ? [] : [`--profile: write one of ${ExportProfile.options.join(', ')}`]),
  ]
  if (!filter.success || !format.success || !profile.success) throw new UsageError(lines)
  return { filter: filter.data, format: format.data, profile: profile.data }
}

const flag = (name: string) => (name === 'asOf' ? 'as-of' : name)

/** A refusal of the room, in the words of the command line. */
function asUsage(cause: unknown): never {
  if (!(cause instanceof ProblemError)) throw cause
  const named = cause.errors.map(({ parameter, detail }) => `--${flag(parameter)}: ${detail}`)
  throw new UsageError(named.length > 0 ? named : [cause.message])
}
