import { hash, verify } from '@node-rs/argon2'
import { Gate } from './gate.ts'

/** Memory (KiB), passes and lanes of argon2id, which the library takes unless told otherwise: what OWASP names as enough, some 30 ms of one core. */
const cost = { memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const

/** Characters of the shortest password. */
export const shortest = 10
const fewestDifferent = 5

/** What keeps a password from being taken, in words that say the remedy; undefined where it is good enough. */
export function passwordFault(password: string, name: string): string | undefined {
  const characters = [...password.normalize('NFKC')]
  if (characters.length < shortest) return `is too short: write at least ${shortest} characters`
  if (new Set(characters).size < fewestDifferent)
    return `repeats itself: write at least ${fewestDifferent} different characters`
  const [written, called] = [password, name].map((text) => text.normalize('NFKC').toLowerCase())
  if (called!.length >= 3 && written!.includes(called!)) return 'contains the name: write one without it'
  return undefined
}

/** A password as it is kept, in PHC form. */
export function hashOf(password: string): Promise<string> {
  return hash(password.normalize('NFKC'), cost)
}

let nobodys: Promise<string> | undefined

/** The threads that try passwords read files too, and each try takes 19 MB: who waits at the end does so for some two seconds. */
const tries = new Gate({ atOnce: 2, waiting: 100 })

/**
 * Whether a password belongs to a hash. The work is the same where there is no hash, so that the time tells nobody which
 * names there are. Throws a 429 problem while very many are tried.
 */
export async function matches(password: string, hashed: string | null): Promise<boolean> {
  nobodys ??= hashOf('there is nobody of this name')
  const against = hashed ?? (await nobodys)
  const good = await tries.pass(() => verify(against, password.normalize('NFKC')))
  return good && hashed !== null
}
