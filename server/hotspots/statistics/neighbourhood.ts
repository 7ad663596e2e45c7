/**
 * Who is whose neighbour, among places numbered from 0: those of place i are `others[starts[i]]` up to, not including,
 * `others[starts[i + 1]]`. A place itself is not listed.
 */
export interface Neighbourhood {
  /** one more than there are places */
  starts: Int32Array
  others: Int32Array
}

/** Neighbourhood of lists, one a place. */
export function neighbourhoodOf(lists: readonly (readonly number[] | Int32Array)[]): Neighbourhood {
  const starts = new Int32Array(lists.length + 1)
  for (const [place, list] of lists.entries()) starts[place + 1] = starts[place]! + list.length
  const others = new Int32Array(starts[lists.length]!)
  for (const [place, list] of lists.entries()) others.set(list, starts[place]!)
  return { starts, others }
}

/**
 * The neighbourhood of some of the places, numbered anew in the order of `members`; neighbours that are no members are
 * left out.
 */
export function neighbourhoodAmong(whole: Neighbourhood, members: Int32Array): Neighbourhood {
  const size = whole.starts.length - 1
  const place = new Int32Array(size).fill(-1)
  for (let i = 0; i < members.length; i++) place[members[i]!] = i
  const starts = new Int32Array(members.length + 1)
  const others = new Int32Array(whole.others.length)
  let filled = 0
  for (let i = 0; i < members.length; i++) {
    const member = members[i]!
    for (let at = whole.starts[member]!; at < whole.starts[member + 1]!; at++) {
      const other = place[whole.others[at]!]!
      if (other >= 0) others[filled++] = other
    }
    starts[i + 1] = filled
  }
  return { starts, others: others.subarray(0, filled) }
}
