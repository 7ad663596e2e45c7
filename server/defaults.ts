/** Where a centre lives and listens unless a flag or the environment says otherwise. */
export const defaults = {
  /** database file, from the folder the command is started in */
  db: '.grid/centre.duckdb',
  host: '127.0.0.1',
  port: 8311,
  /** pack that an empty database is filled from, from the folder of the product */
  pack: 'data/packs/gaoling',
} as const
