import type { ExportProfile, Filter, LayerDescription } from '@grid/data/contract'
import type { Asking } from '../filter/index.ts'
import type { Catalogue } from '../measures/index.ts'
import { notFound, oneOfValues } from '../problems.ts'
import { type Beside, type Format, formats } from './encode/index.ts'
import { fileNameOf } from './file-name.ts'
import type { OpenLayer } from './layer.ts'
import { layerWithId } from './list.ts'
import { type LayerOptions, onlyTaken } from './options.ts'
import { profileOf } from './profile.ts'

/** What a file is asked to hold. */
export interface ExportQuestion {
  layer: string
  /** id of a format */
  format: string
  /** the asker's own where none is named */
  profile?: ExportProfile | undefined
  filter: Filter
  options?: LayerOptions
}

/** A file ready to be read; nothing of its content has been yet. */
export interface ExportedFile {
  description: LayerDescription
  format: Format
  /** without a folder, with its extension */
  names: { en: string; zh: string }
  bytes(): AsyncGenerator<Uint8Array>
}

/** A layer opened to become a file, with the names of that file. */
interface OpenExport {
  open: OpenLayer
  format: Format
  names: { en: string; zh: string }
}

/**
 * Opens a layer for a file. Throws problems: 404 for a layer or format there is not, 400 for values the centre does not
 * know, 403 for what is not open to the asker.
 */
export async function openExport(
  asking: Asking,
  offered: Catalogue,
  { layer, format: formatId, profile, filter, options = {} }: ExportQuestion,
): Promise<OpenExport> {
  const format = formatWithId(formatId)
  const chosen = layerWithId(asking.centre, offered, layer)
  const open = await chosen.open(asking, {
    filter,
    profile: profileOf(asking.caller, profile, filter),
    options: onlyTaken(options, chosen.takes ?? []),
  })
  const name = (language: 'en' | 'zh') => `${fileNameOf(open.description, language)}.${format.id}`
  return { open, format, names: { en: name('en'), zh: name('zh') } }
}

/**
 * A layer under a filter as a file: the rows are those that the API answers for the same filter. Throws problems as
 * `openExport` does.
 */
export async function exportFile(
  asking: Asking,
  offered: Catalogue,
  question: ExportQuestion,
): Promise<ExportedFile> {
  const { open, format, names } = await openExport(asking, offered, question)
  return { description: open.description, format, names, bytes: () => format.encode(open) }
}

/** The file beside an exported one, where its format needs one: name and text. */
export function fileBeside(
  { description, format }: ExportedFile,
  fileName: string,
): { name: string; beside: Beside; text: string } | null {
  const { beside } = format
  if (!beside) return null
  return { name: `${fileName}${beside.suffix}`, beside, text: beside.write(description, fileName) }
}

function formatWithId(id: string): Format {
  const format = formats.find((known) => known.id === id)
  if (format) return format
  throw notFound(
    `The format ${oneOfValues(
      id,
      formats.map((known) => known.id),
    )}.`,
  )
}
