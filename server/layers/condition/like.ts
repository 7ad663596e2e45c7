/** The pattern of a LIKE: `%` for any characters, `_` for one, a backslash before either for itself. */
export function likePattern(pattern: string): RegExp {
  const source = pattern.replaceAll(/\\(.)|[%_]|[^\\%_]+|\\$/gsu, (part, escaped: string | undefined) => {
    if (escaped !== undefined) return literally(escaped)
    if (part === '%') return '.*'
    if (part === '_') return '.'
    return literally(part)
  })
  return new RegExp(`^${source}$`, 'su')
}

function literally(text: string): string {
  return text.replaceAll(/[\\^$.*+?()[\]{}|/-]/g, '\\$&')
}
