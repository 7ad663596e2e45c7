import type { FieldMapping, Mapping } from '@grid/data/contract'
import { eventFields, ofXes, toldFields } from '../map/index.ts'
import { present } from './profile.ts'
import type { Sample } from './sample.ts'
import { translationFor } from './words.ts'

/** A mapping for a log in XES, whose standard extensions say what its keys mean, with what a person has to decide. */
export function proposeLog({ source, values }: Sample): { mapping: Mapping; notes: string[] } {
  const { columns } = source
  // lines that name giver and taker need nobody to conclude them from who has the ticket
  const handsOver = columns.includes('from_unit') || columns.includes('to_unit')
  const fields: Record<string, FieldMapping> = {}
  for (const name of Object.keys(eventFields)) {
    if (handsOver && (name === 'unit' || name === 'tier')) continue
    const column = columns.includes(name) ? name : ofXes[name]
    if (column === undefined || !columns.includes(column)) continue
    const words = translationFor(name, new Set(present(values.get(column) ?? [])))
    fields[name] = words ? { column, values: words } : column
  }
  const tickets: Record<string, FieldMapping> = {}
  for (const name of Object.keys(toldFields))
    if (columns.includes(`trace.${name}`)) tickets[name] = `trace.${name}`
  return { mapping: { fields, tickets }, notes: notesOn(columns, fields, handsOver) }
}

function notesOn(
  columns: readonly string[],
  fields: Readonly<Record<string, FieldMapping>>,
  handsOver: boolean,
): string[] {
  const missing = Object.entries(eventFields)
    .filter(([name, field]) => 'required' in field && field.required && !(name in fields))
    .map(([name]) => name)
  const { kind } = fields
  const words = kind === undefined || typeof kind === 'string' ? {} : (kind.values ?? {})
  const open = Object.keys(words).filter((text) => words[text] === null)
  return [
    ...(missing.length > 0
      ? [`no key was found for ${missing.join(', ')}, which every event needs: name it`]
      : []),
    ...(open.length > 0
      ? [`kind: decide what these mean, they are "no value" for now: ${open.join(', ')}`]
      : []),
    ...(columns.includes('org:resource') && !handsOver
      ? [
          'org:resource is left out because most logs name a person there; name it as "unit" where it is a team',
        ]
      : []),
    '"tickets" makes a ticket of every trace; leave it out where the tickets have a file of their own',
  ]
}
