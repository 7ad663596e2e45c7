import type { ExportFormat, LayerDescription } from '@grid/data/contract'
import type { OpenLayer } from '../layer.ts'

/** How a layer becomes the bytes of a file. */
export interface Format {
  /** also the file's extension */
  id: ExportFormat
  mediaType: string
  /** The file from its first byte to its last; memory does not grow with it, and nothing is read before it is asked for. */
  encode(layer: OpenLayer): AsyncGenerator<Uint8Array>
  /** a second file beside the first, where the format has no place in it for what a layer says of itself */
  beside?: Beside
}

/** A file that describes another; its name is the other's with something after it. */
export interface Beside {
  suffix: string
  mediaType: string
  write(description: LayerDescription, fileName: string): string
}
