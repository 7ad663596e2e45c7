import { Status, Urgency } from '@grid/data/contract'
import type { FilterKey, View } from '../view/fields.ts'

/** The patch that sets a filter to values; those of a closed list keep its order and only what it holds. */
export function patchOf(field: FilterKey, values: readonly string[]): Partial<View> {
  if (field === 'status') return { status: Status.options.filter((status) => values.includes(status)) }
  if (field === 'urgency') return { urgency: Urgency.options.filter((urgency) => values.includes(urgency)) }
  return { [field]: values }
}

/** Whether a value is among a filter's, and the patch that turns it over. */
export function toggled(view: View, field: FilterKey, value: string): { on: boolean; patch: Partial<View> } {
  const now: readonly string[] = view[field]
  const on = now.includes(value)
  return { on, patch: patchOf(field, on ? now.filter((item) => item !== value) : [...now, value]) }
}
