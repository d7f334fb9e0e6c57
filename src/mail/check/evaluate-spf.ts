import { BlockList, isIPv4, isIPv6 } from 'node:net';
import { lookUp, lookUpAddresses, lookUpTexts, type DnsResolver } from './dns-lookups.ts';

export type SpfResult = 'pass' | 'fail' | 'softfail' | 'neutral' | 'none' | 'permerror';

/** RFC 7208 4.6.4. */
const MAX_LOOKUPS = 10;

const QUALIFIERS: { [sign: string]: SpfResult } = {
  '+': 'pass',
  '-': 'fail',
  '~': 'softfail',
  '?': 'neutral',
};

/** What the SPF record of `domain` says of mail from `address`. Macros and `exists`, which none of ours needs, match nothing. */
export async function evaluateSpf(
  resolver: DnsResolver,
  domain: string,
  address: string,
): Promise<SpfResult> {
  let lookups = 0;

  function count(): void {
    lookups += 1;
    if (lookups > MAX_LOOKUPS) throw new TooManyLookups();
  }

  async function evaluate(name: string): Promise<SpfResult> {
    const records = (await lookUpTexts(resolver, name)).filter((text) => /^v=spf1(\s|$)/i.test(text));
    if (records.length > 1) return 'permerror';
    if (records[0] === undefined) return 'none';
    const terms = records[0].trim().split(/\s+/).slice(1);
    for (const term of terms) {
      const [, sign = '+', mechanism = '', value = ''] = /^([-+~?])?([a-z0-9]+)(.*)$/i.exec(term) ?? [];
      if (value.startsWith('=')) continue;
      if (await matches(mechanism.toLowerCase(), value, name)) return QUALIFIERS[sign] ?? 'neutral';
    }
    const redirect = terms.find((term) => /^redirect=/i.test(term))?.slice('redirect='.length);
    if (!redirect) return 'neutral';
    count();
    const result = await evaluate(redirect);
    return result === 'none' ? 'permerror' : result;
  }

  async function matches(mechanism: string, value: string, name: string): Promise<boolean> {
    const [, target = '', v4 = '', v6 = ''] = /^(?::([^/]+))?(?:\/(\d+))?(?:\/\/(\d+))?$/.exec(value) ?? [];
    switch (mechanism) {
      case 'all':
        return true;
      case 'ip4':
      case 'ip6':
        return contains(value.slice(1), address);
      case 'a':
        count();
        return (await lookUpAddresses(resolver, target || name)).some((one) =>
          isWithin(one, { v4, v6 }, address),
        );
      case 'mx': {
        count();
        const hosts = (await lookUp(resolver.resolveMx(target || name))).slice(0, MAX_LOOKUPS);
        const all = await Promise.all(hosts.map(({ exchange }) => lookUpAddresses(resolver, exchange)));
        return all.flat().some((one) => isWithin(one, { v4, v6 }, address));
      }
      case 'include':
        count();
        return (await evaluate(target)) === 'pass';
      default:
        return false;
    }
  }

  try {
    return await evaluate(domain);
  } catch (error) {
    if (error instanceof TooManyLookups) return 'permerror';
    throw error;
  }
}

class TooManyLookups extends Error {}

function isWithin(network: string, { v4, v6 }: { v4: string; v6: string }, address: string): boolean {
  const prefix = isIPv4(network) ? v4 || '32' : v6 || '128';
  return contains(`${network}/${prefix}`, address);
}

/** `192.0.2.0/24`, or one address. */
function contains(network: string, address: string): boolean {
  const [base = '', prefix] = network.split('/');
  const family = isIPv4(base) ? 'ipv4' : 'ipv6';
  if (!isIPv4(base) && !isIPv6(base)) return false;
  if (isIPv4(address) !== isIPv4(base)) return false;
  const bits = Number(prefix ?? (family === 'ipv4' ? 32 : 128));
  if (!Number.isInteger(bits) || bits > (family === 'ipv4' ? 32 : 128)) return false;
  const list = new BlockList();
  list.addSubnet(base, bits, family);
  return list.check(address, family);
}
