import type { Mapping } from '@grid/data/contract'
import { compileMapping, type MappedFile, RowReader } from '../map/index.ts'
import type { Sink, Taker } from '../taking.ts'
import {
  type LogField,
  LogRows,
  lineRegisters,
  logFieldNames,
  logFields,
  stagedEvent,
  type ToldField,
  toldNames,
} from './staging.ts'

/** What lines of logs are taken by: plain data, so that another thread can be told. */
export interface LineWork {
  mapping: Mapping | undefined
  file: MappedFile
  /** how messages call the mapping, and the file */
  place: string
  name: string
  timeZone: string
}

export interface LineTaker extends Taker {
  /** every row has a number, which is half of what an event is known by */
  numbered: boolean
  /** what the lines tell of their tickets */
  told: readonly ToldField[]
}

/** Makes staged lines of a file's rows. Throws IntakeError with every fault of the mapping. */
export function lineTaker({ mapping, file, place, name, timeZone }: LineWork, sink: Sink): LineTaker {
  const compiled = compileMapping(mapping, logFields, file, { place, timeZone, file: name })
  const mapped = new Set<string>(compiled.fields.map((field) => field.name))
  const numbered = mapped.has('seq')
  const fields = compiled.fields.map((field) => (field.name === 'seq' ? { ...field, required: true } : field))
  const told = toldNames.filter((field) => mapped.has(`tickets.${field}`))
  const reader = new RowReader<LogField>({ ...compiled, fields }, logFieldNames(told))
  const rows = new LogRows(reader.values.length, sink.keys, (reason) => sink.flag(reason))
  return {
    mapping: compiled,
    reader,
    kinds: stagedEvent(told),
    registers: lineRegisters,
    numbered,
    told,
    take(row) {
      rows.stage(row, reader.values)
      sink.append(rows.cells)
    },
  }
}
