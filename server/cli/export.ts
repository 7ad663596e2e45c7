import { createWriteStream, existsSync } from 'node:fs'
import { rename, rm, stat } from 'node:fs/promises'
import { resolve } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { createGzip } from 'node:zlib'
import { Filter, filterShape } from '@grid/data/contract'
import type { Command } from 'commander'
import { localOperator } from '../access/index.ts'
import { centreOf, presentOf } from '../centre/index.ts'
import type { Clock } from '../clock.ts'
import { logFormats } from '../eventlog/index.ts'
import type { Asking } from '../filter/index.ts'
import { IntakeError } from '../intake/index.ts'
import { badParameters, notFound } from '../problems.ts'
import type { Store } from '../store/index.ts'

/** What can be written into a file: its formats by id, each giving the pieces of the file in their order. */
interface Exporter {
  what: string
  formats: readonly {
    id: string
    write(asking: Asking, filter: Filter): AsyncIterable<string | Uint8Array>
  }[]
}

const exporters: readonly Exporter[] = [{ what: 'log', formats: logFormats }]

/** Names and formats, for the help. */
export const exportable = exporters
  .map(({ what, formats }) => `${what} as ${formats.map(({ id }) => id).join(', ')}`)
  .join('; ')

export interface ExportOptions {
  format: string
  out: string
  [filter: string]: unknown
}

const lists = new Set(['area', 'category', 'source', 'status', 'tier', 'unit', 'urgency'])

/** Gives a command the filter's vocabulary as options: `--from`, `--area`, `--as-of` and so on. */
export function withFilter(command: Command): Command {
  for (const key of Object.keys(filterShape)) {
    const flag = key.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)
    command.option(
      `--${flag} <${lists.has(key) ? 'id...' : 'value'}>`,
      `as the parameter "${key}" of the API`,
    )
  }
  return command
}

/**
 * Writes what is asked for into a new file, packed where its name ends in `.gz`; the file appears when it is whole.
 * Throws problems as the API does, IntakeError where the file is there already.
 */
export async function exportFile(
  store: Store,
  clock: Clock,
  what: string,
  { format, out, ...options }: ExportOptions,
): Promise<{ file: string; bytes: number }> {
  const exporter = exporters.find((one) => one.what === what)
  if (!exporter) throw notFound(`There is no ${what} to export; there is ${exportable}.`)
  const form = exporter.formats.find(({ id }) => id === format)
  if (!form) {
    const ids = exporter.formats.map(({ id }) => id).join(', ')
    throw badParameters([{ parameter: 'format', detail: `"${format}" is unknown; write one of ${ids}` }])
  }
  const target = resolve(out)
  if (existsSync(target)) throw new IntakeError([`${target}: is there already; name a new file`])
  const centre = await centreOf(store)
  const caller = await localOperator(new Request('http://localhost'))
  const pieces = form.write(
    { store, centre, caller, present: presentOf(centre, clock.now()) },
    filterOf(options),
  )
  const aside = `${target}.part`
  try {
    const file = createWriteStream(aside)
    await (target.endsWith('.gz') ? pipeline(pieces, createGzip(), file) : pipeline(pieces, file))
    await rename(aside, target)
  } catch (cause) {
    await rm(aside, { force: true })
    throw cause
  }
  return { file: target, bytes: (await stat(target)).size }
}

function filterOf(options: Readonly<Record<string, unknown>>): Filter {
  const given = Object.entries(options).filter(([key]) => key in filterShape)
  const parsed = Filter.safeParse(Object.fromEntries(given))
  if (parsed.success) return parsed.data
  throw badParameters(
    parsed.error.issues.map(({ path, message }) => ({ parameter: path.join('.'), detail: message })),
  )
}
