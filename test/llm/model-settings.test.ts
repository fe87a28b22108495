import { describe, expect, it } from 'vitest';
import { isLocalHost } from '../../src/llm/model-settings.ts';

const isLocal = (host: string) => isLocalHost(new URL(`http://${host}/v1`));

describe('isLocalHost', () => {
  it.each([
    '127.0.0.1:11434',
    '127.1',
    '2130706433',
    'localhost:8000',
    'LOCALHOST.',
    'model.localhost',
    '10.1.2.3',
    '172.16.0.1',
    '172.31.255.255',
    '192.168.1.1',
    '169.254.1.1',
    '[::1]:8000',
    '[fd00::1]',
    '[fe80::1]',
    '[::ffff:10.0.0.1]',
    'ollama:11434',
    'gpu.local',
    'model.internal',
  ])('takes %s for a host in the own networks', (host) => {
    expect(isLocal(host)).toBe(true);
  });

  it.each([
    'api.openai.com',
    '8.8.8.8',
    '172.32.0.1',
    '100.64.0.1',
    '[2001:db8::1]',
    '[::ffff:8.8.8.8]',
    'localhost.example.org',
    'notlocalhost.de',
    'internal.example',
    'llm.stadt.example',
  ])('takes %s for a host outside', (host) => {
    expect(isLocal(host)).toBe(false);
  });
});
