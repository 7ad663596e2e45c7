/**
 * Why an import cannot be done at all; nothing was changed. Each line is for people: the place, what is wrong there
 * and what to do.
 */
export class IntakeError extends Error {
  override readonly name = 'IntakeError'
  readonly code = 'intake'

  constructor(
    readonly lines: readonly string[],
    options?: ErrorOptions,
  ) {
    super(lines.join('\n'), options)
  }
}
