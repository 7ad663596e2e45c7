/** Why a cell cannot be taken, and what the sender can do. */
export class Fault {
  constructor(
    readonly reason: string,
    readonly remedy: string,
  ) {}
}
