import { BlockList, isIP } from 'node:net'

const blocked = new BlockList()
// RFC 6890 and its successors: this machine, private networks, links, documentation, groups, what is reserved
for (const range of [
  '0.0.0.0/8',
  '10.0.0.0/8',
  '100.64.0.0/10',
  '127.0.0.0/8',
  '169.254.0.0/16',
  '172.16.0.0/12',
  '192.0.0.0/24',
  '192.0.2.0/24',
  '192.88.99.0/24',
  '192.168.0.0/16',
  '198.18.0.0/15',
  '198.51.100.0/24',
  '203.0.113.0/24',
  '224.0.0.0/4',
  '240.0.0.0/4',
])
  add(range, 'ipv4')
for (const range of [
  '::/96',
  '64:ff9b::/96',
  '64:ff9b:1::/48',
  '100::/64',
  '2001::/23',
  '2001:db8::/32',
  '2002::/16',
  'fc00::/7',
  'fe80::/10',
  'fec0::/10',
  'ff00::/8',
])
  add(range, 'ipv6')

function add(range: string, family: 'ipv4' | 'ipv6'): void {
  const [net = '', bits] = range.split('/')
  blocked.addSubnet(net, Number(bits), family)
}

/** Whether an address (no name) is one of the public internet. IPv4 within IPv6 is judged as what it is. */
export function isPublic(address: string): boolean {
  const family = isIP(address)
  if (family === 0) return false
  // ::ffff:a.b.c.d is checked against the rules of IPv4 by the list itself
  return !blocked.check(address, family === 4 ? 'ipv4' : 'ipv6')
}
