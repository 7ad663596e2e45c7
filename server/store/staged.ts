import type { DuckDBConnection } from '@duckdb/node-api'
import { StagingTable } from './appender.ts'
import type { ColumnKind } from './block.ts'
import { name } from './sql.ts'

/** Who stages: the writer, and whoever fills what it reads within its transaction. */
export interface Stagers {
  connection(): DuckDBConnection
  stager(): DuckDBConnection
}

/** What a job stages, until it is done. */
export class Staged {
  /** what the writer knows of each name */
  private readonly made = new Map<string, 'TABLE' | 'VIEW'>()
  private readonly databases: string[] = []
  private readonly files = new Set<StagingTable>()
  private other: Staged | undefined

  constructor(private readonly by: Stagers) {}

  get connection(): DuckDBConnection {
    return this.by.connection()
  }

  /** What is staged where files are filled. */
  get beside(): Staged {
    const stager = () => this.by.stager()
    this.other ??= new Staged({ connection: stager, stager })
    return this.other
  }

  isFile(staging: StagingTable): boolean {
    return this.files.has(staging)
  }

  /** A temporary table of the writer's. */
  async table(table: string, columns: Readonly<Record<string, ColumnKind>>): Promise<StagingTable> {
    const connection = this.by.connection()
    await this.name(table, 'TABLE')
    return await StagingTable.create({ connection, database: 'temp' }, table, columns)
  }

  /**
   * A table in memory that another connection fills and commits, and a view of it for the writer. Each is a database of its
   * own: what a transaction sees of one stands from its first look on.
   */
  async file(table: string, columns: Readonly<Record<string, ColumnKind>>): Promise<StagingTable> {
    const connection = this.by.stager()
    const database = `staged_${this.databases.length}`
    await this.name(table, 'VIEW')
    await connection.run(`ATTACH OR REPLACE ':memory:' AS ${database}`)
    this.databases.push(database)
    // one commit, so that only the last group of rows is not full: as they lie there they may come to lie in the file
    await connection.run('BEGIN TRANSACTION')
    const plain = name(table).text
    const view = `CREATE OR REPLACE TEMP VIEW ${plain} AS FROM ${database}.main.${plain}`
    const filled = async () => {
      await connection.run('COMMIT')
      await connection.run(view)
    }
    const shown = () => this.by.connection().run(view)
    const staging = await StagingTable.create({ connection, database, filled, shown }, table, columns)
    this.files.add(staging)
    return staging
  }

  /** Statements that drop what the writer knows, or some temporary tables, those that are there. */
  dropping(tables: Iterable<string> = this.made.keys()): string[] {
    return [...tables].map(
      (table) => `DROP ${this.made.get(table) ?? 'TABLE'} IF EXISTS temp.${name(table).text}`,
    )
  }

  /** Lets go of the files, after the transaction; an engine that gave up has done so already. */
  async leave(): Promise<void> {
    const { other } = this
    this.other = undefined
    if (this.databases.length === 0) return
    const quietly = (statement: string) =>
      this.by
        .stager()
        .run(statement)
        .catch(() => undefined)
    // one that was never finished; the engine refuses where there is none
    await quietly('ROLLBACK')
    if (other) for (const statement of other.dropping()) await quietly(statement)
    for (const [table, kind] of this.made)
      if (kind === 'VIEW') await quietly(`DROP VIEW IF EXISTS temp.${name(table).text}`)
    for (const database of this.databases.splice(0)) await quietly(`DETACH DATABASE IF EXISTS ${database}`)
  }

  /** Takes a name, from something of the other kind where there is one. */
  private async name(table: string, kind: 'TABLE' | 'VIEW'): Promise<void> {
    const before = this.made.get(table)
    if (before && before !== kind)
      await this.by.connection().run(`DROP ${before} IF EXISTS temp.${name(table).text}`)
    this.made.set(table, kind)
  }
}
