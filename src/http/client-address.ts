import { isIP, isIPv6 } from 'node:net';

/**
 * The key by which a client is counted: its IPv4 address, or the /64 prefix of its IPv6 address, because one household or attacker owns a
 * whole /64.
 *
 * Each trusted proxy appends the address it was called from to `X-Forwarded-For`; what stands further left was written by the client and
 * proves nothing. So exactly `trustedProxies` hops are walked from the right, starting at the socket. With 0 the header is ignored.
 */
export function clientKey(
  socketAddress: string | undefined,
  forwardedFor: string | undefined,
  trustedProxies: number,
): string {
  const socket = socketAddress ?? 'unknown';
  if (trustedProxies === 0 || forwardedFor === undefined) return addressKey(socket);
  const hops = [...forwardedFor.split(','), socket];
  const client = hops[Math.max(0, hops.length - 1 - trustedProxies)]!;
  const address = withoutPort(client.trim());
  return addressKey(isIP(address) === 0 ? socket : address);
}

/** Some proxies append `address:port`; IPv6 then stands in brackets. */
function withoutPort(value: string): string {
  const bracketed = /^\[([^\]]*)\](?::\d+)?$/.exec(value);
  if (bracketed) return bracketed[1]!;
  const parts = value.split(':');
  return parts.length === 2 ? parts[0]! : value;
}

function addressKey(address: string): string {
  if (!isIPv6(address)) return address;
  const groups = ipv6Groups(address.split('%', 1)[0]!);
  // A dual-stack socket shows IPv4 clients as ::ffff:a.b.c.d.
  if (groups.slice(0, 5).every((group) => group === 0) && groups[5] === 0xff_ff) {
    return groups
      .slice(6)
      .flatMap((group) => [group >> 8, group & 0xff])
      .join('.');
  }
  return `${groups
    .slice(0, 4)
    .map((group) => group.toString(16))
    .join(':')}::/64`;
}

/** The eight 16-bit groups of a valid IPv6 address. */
function ipv6Groups(address: string): number[] {
  const [head = '', tail] = address.split('::');
  const before = groupsOf(head);
  if (tail === undefined) return before;
  const after = groupsOf(tail);
  return [...before, ...new Array<number>(8 - before.length - after.length).fill(0), ...after];
}

function groupsOf(part: string): number[] {
  if (part === '') return [];
  return part.split(':').flatMap((group) => {
    if (!group.includes('.')) return [Number.parseInt(group, 16)];
    const [a, b, c, d] = group.split('.').map(Number) as [number, number, number, number];
    return [a * 256 + b, c * 256 + d];
  });
}
