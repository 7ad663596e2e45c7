/** What the store tells its callers; `code` is stable, the message is for people and names the remedy. */
export class StoreError extends Error {
  constructor(
    readonly code: 'in use' | 'too new' | 'unreadable' | 'full' | 'cancelled' | 'timeout' | 'busy' | 'closed',
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options)
    this.name = 'StoreError'
  }
}

/** A question that its asker left. */
export function cancelled(cause?: unknown): StoreError {
  return new StoreError('cancelled', 'the question was cancelled', { cause })
}

/** A question that has had all the time it may take. */
export function tookTooLong(limitMs: number, cause: unknown): StoreError {
  return new StoreError('timeout', `the question took longer than ${limitMs} ms`, { cause })
}

/** Turns an engine error on opening `file` into one that says what to do. */
export function openingError(file: string, cause: unknown): StoreError {
  const text = cause instanceof Error ? cause.message : String(cause)
  if (/lock|being used by another process|Conflicting/i.test(text)) {
    const pid = /PID (\d+)/.exec(text)?.[1]
    const holder = pid ? `process ${pid}` : 'another process'
    return new StoreError(
      'in use',
      `${file} is in use by ${holder}. One process owns a database: stop it, or give this one another --db.`,
      { cause },
    )
  }
  if (/storage version|newer version|created with.*DuckDB/i.test(text)) {
    return new StoreError(
      'too new',
      `${file} was written by a newer release. Start that release, or restore a backup made by this one.`,
      { cause },
    )
  }
  return new StoreError('unreadable', `${file} cannot be opened as a database: ${firstLine(text)}`, { cause })
}

/** Whether the engine has given up on the database: nothing can be read or written before it is opened anew. */
export function isFatal(cause: unknown): boolean {
  const text = causes(cause).join('\n')
  return /^FATAL|database has been invalidated/m.test(text)
}

function causes(cause: unknown): string[] {
  if (!(cause instanceof Error)) return [String(cause)]
  return [cause.message, ...(cause.cause === undefined ? [] : causes(cause.cause))]
}

/** Turns an engine error while running into one of ours where the cause is known. */
export function runningError(cause: unknown): unknown {
  const text = cause instanceof Error ? cause.message : String(cause)
  if (/INTERRUPT/i.test(text)) return cancelled(cause)
  if (/No space left|disk.*full|could not write/i.test(text)) {
    return new StoreError('full', 'the disk is full: make room; nothing acknowledged is lost', { cause })
  }
  return cause
}

/** The first line of what an error says. */
export function firstLine(cause: unknown): string {
  return (cause instanceof Error ? cause.message : String(cause)).split('\n')[0] ?? ''
}
