import { Id, Instant, LocalDate, PolygonGeometry } from '@grid/data/contract'
import { z } from 'zod'

/** What an address said of a field: the value, and the parts of it that could not be understood. */
export interface Decoded<T> {
  value: T
  bad: string[]
}

/** How a field is written in an address: `encode` of the default is empty, so that it is left out. */
export interface Codec<T> {
  default: T
  decode: (raw: readonly string[]) => Decoded<T>
  encode: (value: T) => string[]
}

/** One value that a schema accepts, or null. */
export function one<T extends string>(schema: z.ZodType<T>): Codec<T | null> {
  return {
    default: null,
    decode: (raw) => {
      const [first, ...others] = raw
      if (first === undefined) return { value: null, bad: [] }
      const read = schema.safeParse(first)
      return read.success ? { value: read.data, bad: others } : { value: null, bad: [...raw] }
    },
    encode: (value) => (value === null ? [] : [value]),
  }
}

/** Any number of values that a schema accepts, each once, in the order given. */
export function several<T extends string>(schema: z.ZodType<T>): Codec<readonly T[]> {
  return {
    default: [],
    decode: (raw) => {
      const value: T[] = []
      const bad: string[] = []
      for (const text of raw) {
        const read = schema.safeParse(text)
        if (!read.success) bad.push(text)
        else if (!value.includes(read.data)) value.push(read.data)
      }
      return { value, bad }
    },
    encode: (value) => [...value],
  }
}

/** One of a list, the first being the default. */
export function choice<const T extends string>(first: T, ...others: T[]): Codec<T> {
  const all: readonly T[] = [first, ...others]
  return {
    default: first,
    decode: (raw) => {
      const value = all.find((item) => item === raw[0])
      return value === undefined ? { value: first, bad: [...raw] } : { value, bad: raw.slice(1) }
    },
    encode: (value) => (value === first ? [] : [value]),
  }
}

/** The text of a GeoJSON polygon, short enough for an address. */
const PolygonText = z
  .string()
  .max(4000)
  .refine((text) => {
    try {
      return PolygonGeometry.safeParse(JSON.parse(text)).success
    } catch {
      return false
    }
  })

export const polygon = one(PolygonText)
export const day = one(LocalDate)
export const instant = one(Instant)
export const id = one(Id)
export const ids = several(Id)
