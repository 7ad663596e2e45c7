/** Told now and then while an import runs. */
export interface Progress {
  /** what is being done, e.g. `tickets` */
  step: string
  rows: number
  /** share of the file read, 0 to 1 */
  share: number
}

export type OnProgress = (progress: Progress) => void
