import { createHash, randomBytes } from 'node:crypto'

/** A secret nobody can guess: 256 random bits, with a beginning that says what it is for. */
export function newSecret(kind: 'key' | 'display' | 'session'): string {
  return `grid_${kind}_${randomBytes(32).toString('base64url')}`
}

/** An id that is never used again. */
export function newId(): string {
  return randomBytes(12).toString('base64url')
}

/** What is kept in the place of a secret: a digest is enough, since nobody can try 2^256 of them. */
export function digestOf(secret: string): string {
  return createHash('sha256').update(secret).digest('base64url')
}
