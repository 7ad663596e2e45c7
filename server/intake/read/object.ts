/** A property of the object itself, never of its prototype. */
export function own(record: object, key: string): unknown {
  return Object.getOwnPropertyDescriptor(record, key)?.value
}

export function isRecord(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
