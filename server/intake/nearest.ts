import { distance } from 'fastest-levenshtein'

/** The name most like `word`, if one is like enough to be a slip of the pen; case and separators do not count. */
export function nearest(word: string, names: readonly string[]): string | undefined {
  const bare = (text: string) => text.toLowerCase().replace(/[\s_\-.]+/g, '')
  const wanted = bare(word).slice(0, 200)
  let best: string | undefined
  let least = Math.max(1, Math.floor(wanted.length / 3)) + 1
  for (const name of names) {
    const far = distance(wanted, bare(name).slice(0, 200))
    if (far < least) {
      least = far
      best = name
    }
  }
  return best
}

/** Ends a sentence about an unknown word: `; did you mean "x"?`, or a full stop. */
export function didYouMean(word: string, names: readonly string[]): string {
  const name = nearest(word, names)
  return name === undefined ? '.' : `; did you mean "${name}"?`
}

/** `"a", "b", "c"` of at most `limit` names, with how many more there are. */
export function listed(names: readonly string[], limit = 40): string {
  const shown = names.slice(0, limit).map((name) => JSON.stringify(clipped(name)))
  if (names.length > limit) shown.push(`and ${names.length - limit} more`)
  return shown.join(', ')
}

function clipped(name: string): string {
  return name.length <= 80 ? name : `${name.slice(0, 80)}…`
}
