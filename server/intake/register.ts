import { name, sql, type Transaction } from '../store/index.ts'
import { IntakeError } from './errors.ts'

/** What tickets name by id: small lists of the centre, kept as small keys in every ticket. */
export const registerNames = ['source', 'category', 'tier', 'unit'] as const
export type Register = (typeof registerNames)[number]

/** A list longer than this is free text mapped by mistake; keys are 16 bits wide. */
const longest = 60_000

/** What gives ids of a list their keys. */
export interface KeyList {
  key(id: string): number
  /** whether the centre did not know the id when the file came; never in a centre that knew none, where nothing is odd */
  isNew(key: number): boolean
}

/** The keys of one list. An id that the centre does not know gets a key, and is written by {@link Keys.save}. */
export class Keys implements KeyList {
  private readonly keys = new Map<string, number>()
  private readonly fresh: string[] = []
  /** the highest key in use */
  highest = 0
  /** the highest key of those that are written */
  private written = 0

  private constructor(private readonly register: Register) {}

  static async of(register: Register, transaction: Transaction): Promise<Keys> {
    const keys = new Keys(register)
    for (const row of await transaction.run(sql`SELECT key, id FROM ${name(register)}`)) {
      const key = Number(row.key)
      keys.keys.set(String(row.id), key)
      keys.highest = Math.max(keys.highest, key)
    }
    keys.written = keys.highest
    return keys
  }

  isNew(key: number): boolean {
    return this.written > 0 && key > this.written
  }

  /** Every id that is written. */
  get known(): string[] {
    return [...this.keys].flatMap(([id, key]) => (key <= this.written ? [id] : []))
  }

  key(id: string): number {
    const known = this.keys.get(id)
    if (known !== undefined) return known
    if (this.highest >= longest) {
      throw new IntakeError([
        `more than ${longest} different values for ${this.register}: its column looks like free text; map another column, or leave the field out`,
      ])
    }
    const key = ++this.highest
    this.keys.set(id, key)
    this.fresh.push(id)
    return key
  }

  /** Writes the ids made since; answers them. */
  async save(transaction: Transaction): Promise<string[]> {
    const made = this.fresh.splice(0)
    if (made.length === 0) return made
    const staging = await transaction.stage('made_key', { key: 'integer', id: 'text' })
    for (const id of made) staging.append([this.keys.get(id), id])
    await staging.finish()
    await transaction.run(insertMade(this.register))
    this.written = this.highest
    return made
  }
}

function insertMade(register: Register) {
  switch (register) {
    case 'source':
      return sql`INSERT INTO source (key, id, name_en, name_zh, proactive) SELECT key, id, id, id, FALSE FROM made_key`
    case 'category':
      return sql`INSERT INTO category (key, id, name_en, name_zh) SELECT key, id, id, id FROM made_key`
    case 'tier':
      return sql`INSERT INTO tier (key, id, name_en, name_zh) SELECT key, id, id, id FROM made_key`
    case 'unit':
      return sql`INSERT INTO unit (key, id, name_en, name_zh) SELECT key, id, id, id FROM made_key`
  }
}
