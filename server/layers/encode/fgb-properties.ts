import type { LayerDescription } from '@grid/data/contract'
import { ColumnType } from 'flatgeobuf/lib/mjs/flat-geobuf/column-type.js'
import { localTimes } from '../../centre/index.ts'
import type { Value } from '../layer.ts'
import { columnTypes } from './fgb-header.ts'

/** Writes the values of a feature one after another, each after its column's number; nulls are left out. */
export function propertyWriter({
  properties,
  timeZone,
}: LayerDescription): (values: readonly Value[]) => Uint8Array {
  const local = localTimes(timeZone)
  let bytes = Buffer.alloc(4096)
  return (values) => {
    let at = 0
    const reserve = (size: number) => {
      if (at + size <= bytes.length) return
      const larger = Buffer.alloc(Math.max(bytes.length * 2, at + size))
      bytes.copy(larger)
      bytes = larger
    }
    for (const [index, value] of values.entries()) {
      if (value === null) continue
      const type = columnTypes[properties[index]!.kind]
      reserve(10)
      at = bytes.writeUInt16LE(index, at)
      if (typeof value === 'boolean') at = bytes.writeUInt8(value ? 1 : 0, at)
      else if (type === ColumnType.Long) at = bytes.writeBigInt64LE(BigInt(value), at)
      else if (type === ColumnType.Double) at = bytes.writeDoubleLE(Number(value), at)
      else {
        const text = typeof value === 'number' ? local(value) : value
        const size = Buffer.byteLength(text)
        reserve(4 + size)
        at = bytes.writeUInt32LE(size, at)
        at += bytes.write(text, at)
      }
    }
    return bytes.subarray(0, at)
  }
}
