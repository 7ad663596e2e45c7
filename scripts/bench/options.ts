import { parseArgs } from 'node:util'
import type { PeerName } from './peers/index.ts'

/** What a run was asked for. */
export interface Options {
  tickets: number
  seed: string
  /** tickets a second that arrive while the questions are asked again; 0 leaves this and the utmost rate out */
  arriving: number
  /** askings of each question on a warm server */
  rounds: number
  /** numbers of clients, and for how many seconds they ask */
  clients: number[]
  seconds: number
  /** questions whose id or group contains this text */
  only: string
  vs: PeerName[]
  /** seconds of each round of sustained intake */
  sustained: number
  /** file for the result as JSON */
  json: string | undefined
  /** use the database that is there, whatever has changed since */
  keep: boolean
}

export const usage = `Usage: npm run bench -- [options]
  --tickets N       size of the made-up centre (1000000)
  --vs scan         ask plain DuckDB the same over raw tables; repeatable
  --vs postgres     ask PostgreSQL 15 with PostGIS the same
  --json FILE       write the result
  --clients 1,4,..  numbers of clients that ask at once (1,4,16,64)
  --seconds N       how long they ask (5)
  --rounds N        askings of each question (20)
  --arriving N      tickets a second that arrive in a further round (500); 0 for no arrivals
  --only TEXT       only questions whose name or group contains this; export: files alone; intake: as many tickets as
                    are taken beside screens, alone
  --sustained N     seconds of each round of that (60)
  --seed TEXT       another made-up centre of the same size (1)
  --keep            use the database that is there although the intake has changed`

/** Reads the arguments; throws an Error that says what is wrong with them. */
export function readOptions(args: readonly string[]): Options {
  const { values } = parseArgs({
    args: [...args],
    options: {
      tickets: { type: 'string', default: '1000000' },
      vs: { type: 'string', multiple: true, default: [] },
      json: { type: 'string' },
      clients: { type: 'string', default: '1,4,16,64' },
      seconds: { type: 'string', default: '5' },
      arriving: { type: 'string', default: '500' },
      sustained: { type: 'string', default: '60' },
      rounds: { type: 'string', default: '20' },
      only: { type: 'string', default: '' },
      seed: { type: 'string', default: '1' },
      keep: { type: 'boolean', default: false },
    },
  })
  return {
    tickets: whole('tickets', values.tickets),
    seed: values.seed,
    rounds: whole('rounds', values.rounds),
    clients: values.clients === '0' ? [] : values.clients.split(',').map((text) => whole('clients', text)),
    arriving: values.arriving === '0' ? 0 : whole('arriving', values.arriving),
    seconds: whole('seconds', values.seconds),
    sustained: whole('sustained', values.sustained),
    only: values.only,
    vs: values.vs.map(peer),
    json: values.json,
    keep: values.keep,
  }
}

function whole(option: string, text: string): number {
  if (!/^[1-9]\d*$/.test(text)) throw new Error(`--${option} ${text}: write a whole number above 0`)
  return Number(text)
}

function peer(name: string): PeerName {
  if (name === 'scan' || name === 'postgres') return name
  throw new Error(`--vs ${name}: write scan or postgres`)
}
