/** Bytes of the longest path that every system takes for a socket. */
const longest = 100

/** Path of the socket that a server on this database listens to for the command line; undefined where it has none. */
export function controlPath(database: string): string | undefined {
  if (database === ':memory:' || process.platform === 'win32') return undefined
  const path = `${database}.socket`
  return Buffer.byteLength(path) <= longest ? path : undefined
}
