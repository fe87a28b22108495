import { describe, expect, it } from 'vitest';
import { documentState, isAnswerable, supersededIds } from '../../src/corpus/state.ts';
import type { DocumentStatus } from '../../src/types.ts';

const document = (id: string, supersedes: readonly string[] = [], status: DocumentStatus = 'live') => ({
  id,
  supersedes,
  status,
});
const superseded = (...documents: ReturnType<typeof document>[]) => [...supersededIds(documents)].sort();

describe('supersededIds', () => {
  it('holds what live documents replace', () => {
    expect(superseded(document('a/neu', ['a/alt', 'a/aelter']), document('a/alt'), document('a/aelter'))).toEqual([
      'a/aelter',
      'a/alt',
    ]);
  });

  it.each(['draft', 'retired'] as const)('does not count documents that are %s', (status) => {
    expect(superseded(document('a/neu', ['a/alt'], status), document('a/alt'))).toEqual([]);
  });

  it('leaves the newest document of a chain', () => {
    expect(superseded(document('a/1'), document('a/2', ['a/1']), document('a/3', ['a/2']))).toEqual(['a/1', 'a/2']);
  });

  it('leaves documents that replace each other in a circle, and what leads into it', () => {
    const circle = [document('a/1', ['a/3']), document('a/2', ['a/1']), document('a/3', ['a/2'])];
    expect(superseded(...circle, document('a/self', ['a/self']))).toEqual([]);
    expect(superseded(...circle, document('a/4', ['a/3']))).toEqual(['a/3']);
  });

  it('tolerates ids that do not exist', () => {
    expect(superseded(document('a/neu', ['a/weg']))).toEqual(['a/weg']);
  });
});

describe('documentState', () => {
  const context = { today: '2026-11-22', superseded: new Set(['a/alt']) };
  const state = (parts: { id?: string; status?: DocumentStatus; validUntil?: string | null }) =>
    documentState({ id: 'a/neu', status: 'live', validUntil: null, ...parts }, context);

  it.each([
    ['live', {}],
    ['draft', { status: 'draft' }],
    ['retired', { status: 'retired', id: 'a/alt' }],
    ['expired', { validUntil: '2026-11-21' }],
    ['live', { validUntil: '2026-11-22' }],
    ['live', { validUntil: '2027-01-01' }],
    ['superseded', { id: 'a/alt', validUntil: '2027-01-01' }],
  ] as const)('is %s for %j', (expected, parts) => {
    expect(state(parts)).toBe(expected);
  });

  it('lets questions be answered from live documents only', () => {
    expect(isAnswerable({ id: 'a/neu', status: 'live', validUntil: null }, context)).toBe(true);
    expect(isAnswerable({ id: 'a/alt', status: 'live', validUntil: null }, context)).toBe(false);
    expect(isAnswerable({ id: 'a/neu', status: 'draft', validUntil: null }, context)).toBe(false);
  });
});
