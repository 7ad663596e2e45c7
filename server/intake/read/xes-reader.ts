import type { Attributes, XmlHandler } from './xml.ts'

const types: ReadonlySet<string> = new Set(['string', 'date', 'int', 'float', 'boolean', 'id'])
/** Deeper nesting and more attributes than any log has, and enough to fill a memory with. */
const DEEPEST = 50
const MOST_ATTRIBUTES = 5000
const LONGEST_VALUE = 1_000_000

type Values = Map<string, string>

/** Gathers the events of a log in XES from its tags. Throws an Error where the tags are those of no log. */
export class XesReader implements XmlHandler {
  /** tags so far: text that brings none has no end */
  tags = 0
  private depth = 0
  private trace: Values | undefined
  private event: Values | undefined
  /** depth of an element whose inside is passed over */
  private passing: number | undefined
  private inTrace = 0
  private events: object[] = []

  /** The events that were closed since the last time. */
  take(): object[] {
    const { events } = this
    this.events = []
    return events
  }

  doctype(): void {
    throw new Error('it declares a document type, and entities are not read')
  }

  open(name: string, attributes: Attributes): void {
    this.tags++
    this.depth++
    if (this.depth > DEEPEST) throw new Error(`its elements are nested more than ${DEEPEST} deep`)
    if (this.depth === 1 && name !== 'log') throw new Error(`its outermost element is <${name}>, not <log>`)
    if (this.passing !== undefined) return
    if (name === 'trace' && this.depth === 2) this.openTrace()
    else if (name === 'event' && this.event === undefined && this.depth <= 3) this.event = new Map()
    else this.attribute(name, attributes)
  }

  close(name: string): void {
    this.tags++
    if (this.passing === this.depth) this.passing = undefined
    else if (this.passing === undefined && name === 'event' && this.event) this.closeEvent(this.event)
    else if (this.depth === 2) this.trace = undefined
    this.depth--
  }

  private openTrace(): void {
    this.trace = new Map()
    this.inTrace = 0
  }

  /** What is no attribute of a trace or an event, and what is inside one, is passed over. */
  private attribute(name: string, { key, value }: Attributes): void {
    const owner = this.event ?? this.trace
    if (this.depth > 1) this.passing = this.depth
    if (owner === undefined || !types.has(name)) return
    if (key === undefined || value === undefined) throw new Error(`<${name}> has no key or no value`)
    if (owner === this.trace && this.inTrace > 0)
      throw new Error(`the trace has an event before its attribute "${key.slice(0, 80)}"`)
    if (value.length > LONGEST_VALUE) throw new Error('a value is longer than a million characters')
    owner.set(key, value)
    if (owner.size > MOST_ATTRIBUTES)
      throw new Error(`an event or trace has more than ${MOST_ATTRIBUTES} attributes`)
  }

  private closeEvent(event: Values): void {
    // an object without a prototype: a key may have any name
    const record: object = Object.create(null)
    for (const [key, value] of event) Reflect.set(record, key, value)
    for (const [key, value] of this.trace ?? []) Reflect.set(record, `trace.${key}`, value)
    this.events.push(record)
    this.event = undefined
    this.inTrace++
  }
}
