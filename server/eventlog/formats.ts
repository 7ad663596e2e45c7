import type { Filter } from '@grid/data/contract'
import type { Asking } from '../filter/index.ts'
import { ocelOf } from './ocel.ts'
import { xesOf } from './xes.ts'

/** A form in which process-mining programs take a log. */
export interface LogFormat {
  id: string
  /** of the file, after `log.` */
  extension: string
  mediaType: string
  /** Pieces of the file in their order. Throws problems of the filter at once, before the first piece. */
  write(asking: Asking, filter: Filter): AsyncGenerator<string>
}

/** Every form; one that is added here is served and written by the command line. */
export const logFormats: readonly LogFormat[] = [
  { id: 'xes', extension: 'xes', mediaType: 'application/xml', write: xesOf },
  { id: 'ocel', extension: 'ocel.json', mediaType: 'application/json', write: ocelOf },
]
