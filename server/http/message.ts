import type { RowOutcome } from '@grid/data/contract'
import type { z } from 'zod'
import type { Refusal } from '../problems.ts'
import { refusals } from './refusals.ts'

/** Rows a message may have. */
export const mostRows = 10_000

/** A message of rows, each fit or with what is wrong with it; rows are numbered from 1. */
export interface RowsRead<T> {
  fit: { row: number; value: T }[]
  unfit: RowOutcome[]
}

/** The kinds of messages taken. */
export type MessageKind = 'one' | 'lines'

/** What a content type says of a message; undefined where rows of that kind are not taken. */
export function messageKind(contentType: string | undefined): MessageKind | undefined {
  const type = contentType?.split(';')[0]?.trim().toLowerCase()
  if (type === 'application/json') return 'one'
  if (type === 'application/x-ndjson' || type === 'application/ndjson' || type === 'application/jsonl')
    return 'lines'
  return undefined
}

/**
 * Reads a JSON object, or one a line, by a schema of the contract. A line that is no JSON, or does not fit, is unfit by
 * itself; empty lines are passed over.
 */
export function readRows<Schema extends z.ZodType>(
  body: string,
  kind: MessageKind,
  schema: Schema,
): RowsRead<z.output<Schema>> {
  const texts = kind === 'one' ? [body] : body.split('\n').filter((line) => line.trim() !== '')
  const read: RowsRead<z.output<Schema>> = { fit: [], unfit: [] }
  for (const [index, text] of texts.entries()) {
    const row = index + 1
    const { value, errors } = parse(text)
    const refuse = (why: Refusal[]) => {
      read.unfit.push({ row, id: idOf(value), outcome: 'rejected', errors: why })
    }
    if (errors) refuse(errors)
    else {
      const result = schema.safeParse(value)
      if (result.success) read.fit.push({ row, value: result.data })
      else refuse(refusals(result.error, 'is not a field of this message'))
    }
  }
  return read
}

function parse(text: string): { value: unknown; errors?: Refusal[] } {
  try {
    return { value: JSON.parse(text) }
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : ''
    return { value: null, errors: [{ parameter: 'body', detail: `is not JSON: ${why}` }] }
  }
}

function idOf(value: unknown): string | null {
  if (typeof value !== 'object' || value === null || !('id' in value)) return null
  return typeof value.id === 'string' ? value.id.slice(0, 200) : null
}
