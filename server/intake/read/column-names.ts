/** Names as they stand, trimmed; empty ones become `column 3`, repeated ones `name (2)`. */
export function distinctNames(names: readonly string[]): string[] {
  const taken = new Set<string>()
  return names.map((raw, index) => {
    const base = raw.trim() || `column ${index + 1}`
    let name = base
    for (let n = 2; taken.has(name); n++) name = `${base} (${n})`
    taken.add(name)
    return name
  })
}
