import { BlockList, isIP } from 'node:net';

/** Whose interface a model is asked through, with the package that speaks it and the address that holds where none is set. */
export const MODEL_PROVIDERS = {
  openai: { package: '@langchain/openai', baseUrl: 'https://api.openai.com/v1' },
  ollama: { package: '@langchain/ollama', baseUrl: 'http://127.0.0.1:11434' },
  mistralai: { package: '@langchain/mistralai', baseUrl: 'https://api.mistral.ai' },
} as const;
export type ModelProvider = keyof typeof MODEL_PROVIDERS;

/** Which model is asked, and where. */
export interface ModelSettings {
  /** `provider:model`, as configured. */
  readonly id: string;
  readonly provider: ModelProvider;
  readonly model: string;
  /** With the path, without a slash at its end. */
  readonly baseUrl: string;
  /** Whether what is sent leaves the machine's own networks. */
  readonly isRemote: boolean;
  /** A function, so that no print of the settings shows the key; null where the server wants none. */
  readonly apiKey: (() => string) | null;
}

/** What asking may take. */
export interface ModelLimits {
  /** Milliseconds for a whole reply; the first words and every pause may take 8/30 of it. */
  readonly timeoutMs: number;
  /** Tokens in and out in a day of the city; 0 = no limit. */
  readonly tokensPerDay: number;
  /** Tokens of one answer. */
  readonly tokensPerAnswer: number;
}

/** Loopback, private (RFC 1918, RFC 4193) and link-local (RFC 3927, RFC 4291) addresses. */
const LOCAL_ADDRESSES = new BlockList();
LOCAL_ADDRESSES.addSubnet('127.0.0.0', 8, 'ipv4');
LOCAL_ADDRESSES.addSubnet('10.0.0.0', 8, 'ipv4');
LOCAL_ADDRESSES.addSubnet('172.16.0.0', 12, 'ipv4');
LOCAL_ADDRESSES.addSubnet('192.168.0.0', 16, 'ipv4');
LOCAL_ADDRESSES.addSubnet('169.254.0.0', 16, 'ipv4');
LOCAL_ADDRESSES.addAddress('::1', 'ipv6');
LOCAL_ADDRESSES.addSubnet('fc00::', 7, 'ipv6');
LOCAL_ADDRESSES.addSubnet('fe80::', 10, 'ipv6');

/** Names that no public name server knows (RFC 6761, RFC 6762, RFC 8375, and `.internal`, reserved by ICANN for private use). */
const LOCAL_NAME = /(?:^|\.)(?:localhost|local|internal|home\.arpa)$/;

/**
 * Whether a host is on the machine or in its own networks, told from the address alone: another name may lead anywhere, so it counts as
 * outside, but for one without a dot (`ollama` in a network of containers), which only the own network can know.
 */
export function isLocalHost(url: URL): boolean {
  const host = url.hostname.replace(/^\[|\]$/g, '').replace(/\.$/, '');
  const version = isIP(host);
  if (version === 0) return !host.includes('.') || LOCAL_NAME.test(host);
  return LOCAL_ADDRESSES.check(host, version === 4 ? 'ipv4' : 'ipv6');
}
