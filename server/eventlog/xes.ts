import type { Filter } from '@grid/data/contract'
import { localTimes } from '../centre/index.ts'
import type { Asking } from '../filter/index.ts'
import { aboutLog } from './about.ts'
import { actorOf, type Case, casesOf, type Line } from './cases.ts'

type Attribute = 'string' | 'date' | 'int' | 'boolean'

const extensions = [
  ['Concept', 'concept'],
  ['Time', 'time'],
  ['Lifecycle', 'lifecycle'],
  ['Organizational', 'org'],
] as const

/**
 * The log of a filter as XES (IEEE 1849): a trace a ticket, an event a line. `concept:name` is the kind of the event,
 * `org:resource` the unit that has the ticket by it or works on it, `org:group` that unit's tier; never a person. Every
 * line is one moment, so that its transition is `complete`.
 */
export function xesOf(asking: Asking, filter: Filter): AsyncGenerator<string> {
  return written(asking, filter, casesOf(asking, filter))
}

async function* written(
  asking: Asking,
  filter: Filter,
  cases: () => AsyncGenerator<Case[]>,
): AsyncGenerator<string> {
  const local = localTimes(asking.centre.pack.timeZone)
  yield head(asking, filter)
  for await (const batch of cases()) yield batch.map((one) => trace(one, local)).join('')
  yield '</log>\n'
}

function head(asking: Asking, filter: Filter): string {
  const lines = [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<log xes.version="1849.2016" xes.features="" xmlns="http://www.xes-standard.org/">',
    ...extensions.map(
      ([name, prefix]) =>
        `<extension name="${name}" prefix="${prefix}" uri="http://www.xes-standard.org/${prefix}.xesext"/>`,
    ),
    // what every trace and every event has, with the value of one that had not
    `<global scope="trace">${attribute('string', 'concept:name', 'unknown')}</global>`,
    `<global scope="event">${attribute('string', 'concept:name', 'unknown')}${attribute('date', 'time:timestamp', '1970-01-01T00:00:00Z')}${attribute('string', 'lifecycle:transition', 'complete')}</global>`,
    '<classifier name="Activity" scope="event" keys="concept:name"/>',
    '<classifier name="ActivityAndTransition" scope="event" keys="concept:name lifecycle:transition"/>',
    attribute('string', 'concept:name', asking.centre.pack.name.en),
    attribute('string', 'lifecycle:model', 'standard'),
    ...aboutLog(asking, filter).map(([key, value]) => attribute('string', key, value)),
  ]
  return `${lines.join('\n')}\n`
}

function trace(one: Case, local: (instant: number) => string): string {
  const parts = [
    attribute('string', 'concept:name', one.id),
    optional('string', 'category', one.category),
    optional('string', 'source', one.source),
    attribute('string', 'urgency', one.urgency),
    attribute('string', 'status', one.status),
    optional('string', 'area', one.area),
    attribute('date', 'reported_at', local(one.reportedAt)),
    ...one.lines.map((line) => event(line, local)),
  ]
  return `<trace>${parts.join('')}</trace>\n`
}

function event(line: Line, local: (instant: number) => string): string {
  const { unit, tier } = actorOf(line)
  const parts = [
    attribute('string', 'concept:name', line.kind),
    attribute('date', 'time:timestamp', local(line.at)),
    attribute('string', 'lifecycle:transition', 'complete'),
    optional('string', 'org:resource', unit),
    optional('string', 'org:group', tier),
    attribute('int', 'seq', String(line.seq)),
    optional('string', 'from_unit', line.fromUnit),
    optional('string', 'to_unit', line.toUnit),
    optional('string', 'from_tier', line.fromTier),
    optional('string', 'to_tier', line.toTier),
    optional('string', 'reason', line.reason),
    optional('date', 'due_at', line.dueAt === null ? null : local(line.dueAt)),
    line.derived ? attribute('boolean', 'derived', 'true') : '',
  ]
  return `\n<event>${parts.join('')}</event>`
}

function optional(type: Attribute, key: string, value: string | null): string {
  return value === null ? '' : attribute(type, key, value)
}

function attribute(type: Attribute, key: string, value: string): string {
  return `<${type} key="${key}" value="${escaped(value)}"/>`
}

const escapes: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  // in an attribute they would come back as spaces
  '\t': '&#9;',
  '\n': '&#10;',
  '\r': '&#13;',
}

/** Text for the value of an attribute; characters that XML 1.0 has no way to write become U+FFFD. */
export function escaped(text: string): string {
  return text
    .replace(/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, '\ufffd')
    .replace(/[&<>"\t\n\r]/g, (character) => escapes[character] ?? character)
}
