import { createHmac } from 'node:crypto'

/**
 * The header `Grid-Centre-Signature` of a message: `t=` its seconds since 1970 and `v1=` the HMAC-SHA-256, in hex, of those
 * seconds, a point and the message under the secret. A receiver makes it again and refuses what differs or is old.
 */
export function signatureOf(secret: string, body: string, at: number): string {
  const seconds = Math.floor(at / 1000)
  return `t=${seconds},v1=${createHmac('sha256', secret).update(`${seconds}.${body}`).digest('hex')}`
}
