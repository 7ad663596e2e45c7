import { BlockList, isIP } from 'node:net'

/** Where a request comes from, as far as that can be trusted. */
export interface Sender {
  /** of the asker; null where the request did not come over the network */
  address: string | null
  /** whether the asker speaks TLS, to the proxy before us */
  secure: boolean
}

/** Addresses and networks (`10.0.0.0/8`) of proxies whose word about the asker is taken. Throws for what is neither. */
export function proxiesOf(written: readonly string[]): BlockList {
  const list = new BlockList()
  for (const one of written) {
    const [address = '', bits] = one.split('/')
    const family = isIP(address) === 6 ? 'ipv6' : 'ipv4'
    if (isIP(address) === 0 || (bits !== undefined && !/^\d{1,3}$/.test(bits)))
      throw new RangeError(`${one} is no address and no network, e.g. 127.0.0.1 or 10.0.0.0/8`)
    if (bits === undefined) list.addAddress(address, family)
    else list.addSubnet(address, Number(bits), family)
  }
  return list
}

/**
 * The sender of a request that came from the address `connected`. What `X-Forwarded-For` and `X-Forwarded-Proto` say is heeded only from the listed proxies: of
 * the addresses the last one that is not a proxy's, since what stands before it anybody may have written.
 */
export function senderOf(
  connected: string | undefined,
  header: (name: string) => string | undefined,
  proxies: BlockList,
): Sender {
  const peer = plain(connected)
  if (peer === null || !isOf(proxies, peer)) return { address: peer, secure: false }
  const named = (header('X-Forwarded-For') ?? '').split(',').map((one) => plain(one.trim()))
  const address = named.reverse().find((one) => one !== null && !isOf(proxies, one)) ?? peer
  return { address, secure: header('X-Forwarded-Proto')?.split(',').at(-1)?.trim() === 'https' }
}

function isOf(proxies: BlockList, address: string): boolean {
  return proxies.check(address, isIP(address) === 6 ? 'ipv6' : 'ipv4')
}

/** An address as it is compared: IPv4 within IPv6 is IPv4; null for what is no address. */
function plain(address: string | undefined): string | null {
  const bare = address?.replace(/^::ffff:(?=\d+\.)/i, '')
  return bare !== undefined && isIP(bare) !== 0 ? bare : null
}
