import { isLumiError, LumiError, messageOf } from '../errors.ts';
import { generationFolder, generationIds, readCurrent } from './generations.ts';
import type { GenerationInfo } from './manifest.ts';
import { openCurrent } from './open-current.ts';
import { openGeneration, type ExpectedEmbedder, type IndexGeneration } from './open-generation.ts';

/** How often the pointer is looked at. Watching a folder is not reliable on network and container file systems; reading a line is. */
const POLL_MS = 500;

/** Stands for a missing pointer among the things that were tried; no generation has this name. */
const NO_POINTER = 'no pointer';

/** The use of one generation by one request. It stays open until it is released, also while a newer one serves. */
export interface Lease {
  readonly generation: IndexGeneration;
  /** Ends the use; calling it again does nothing. */
  release(): void;
}

/** The index as a server holds it: always one whole generation, exchanged for the next without a pause. */
export interface LiveIndex {
  /** The generation in use; null while there is none. */
  acquire(): Lease | null;
  /** What is in use, without taking a lease. */
  info(): GenerationInfo | null;
  /**
   * Looks at the pointer now, and has exchanged the generation when it resolves, unless an older one is still leased. Never rejects: problems
   * are reported.
   */
  refresh(): Promise<void>;
  /** Ends the polling and frees generations as their leases end. */
  close(): void;
}

export interface LiveIndexOptions {
  readonly indexDir: string;
  readonly expected: ExpectedEmbedder;
  /** Told once of each generation that is refused, and of a damaged pointer. */
  readonly onProblem: (problem: LumiError) => void;
  /** Told when another generation is in use. */
  readonly onSwap?: (info: GenerationInfo) => void;
  /** Milliseconds between two looks at the pointer. */
  readonly pollMs?: number;
}

interface Held {
  readonly generation: IndexGeneration;
  leases: number;
}

/**
 * Opens the index and follows its pointer. A generation that is refused leaves the one before in use. At most two are in memory: the next one
 * is opened only when no older one is leased any more. Without an index it waits for the first.
 */
export async function openLiveIndex(options: LiveIndexOptions): Promise<LiveIndex> {
  const { indexDir, expected, onProblem } = options;
  let current: Held | null = null;
  let draining: Held | null = null;
  let isClosed = false;
  /** The generation, or the damaged pointer, that was tried last: it is not tried again on every look. */
  let tried: string | null = null;
  let looking: Promise<void> = Promise.resolve();
  let looksPending = 0;

  const retire = (held: Held): void => {
    if (held.leases === 0) held.generation.free();
    else draining = held;
  };

  const use = (generation: IndexGeneration): void => {
    const old = current;
    current = { generation, leases: 0 };
    if (old !== null) retire(old);
    options.onSwap?.(generation.info);
  };

  const openFirst = async (): Promise<void> => {
    const { generation, problems } = await openCurrent(indexDir, expected);
    problems.forEach(onProblem);
    if (isClosed) generation.free();
    else use(generation);
  };

  const follow = async (): Promise<void> => {
    if (draining !== null) return;
    let wanted: string | null;
    try {
      wanted = (await readCurrent(indexDir))?.generation ?? null;
    } catch (error) {
      if (tried !== messageOf(error)) {
        tried = messageOf(error);
        if (current === null) await openFirst();
        else throw error;
      }
      return;
    }
    if (wanted === null) {
      // Before the first build there is nothing to open; generations without a pointer have lost it.
      if (current !== null || tried === NO_POINTER || (await generationIds(indexDir)).length === 0) return;
      tried = NO_POINTER;
      await openFirst();
      return;
    }
    if (wanted === tried) return;
    tried = wanted;
    if (wanted === current?.generation.info.id) return;
    if (current === null) {
      await openFirst();
      return;
    }
    const folder = generationFolder(indexDir, wanted);
    const generation = await openGeneration(folder, expected, { shareWith: current.generation });
    // Closing may have come in between.
    if (isClosed) generation.free();
    else use(generation);
  };

  const look = async (): Promise<void> => {
    try {
      if (!isClosed) await follow();
    } catch (error) {
      onProblem(isLumiError(error) ? error : new LumiError('index_corrupt', messageOf(error), { cause: error }));
    } finally {
      looksPending -= 1;
    }
  };

  // One look after the other, and one of its own for each call: a look that is under way may have read the old pointer.
  const refresh = (): Promise<void> => {
    looksPending += 1;
    looking = looking.then(look);
    return looking;
  };

  await refresh();
  const timer = setInterval(() => {
    if (looksPending === 0) void refresh();
  }, options.pollMs ?? POLL_MS).unref();

  return {
    acquire() {
      if (current === null) return null;
      const held = current;
      let isReleased = false;
      held.leases += 1;
      return {
        generation: held.generation,
        release() {
          if (isReleased) return;
          isReleased = true;
          held.leases -= 1;
          if (held.leases > 0 || held === current) return;
          held.generation.free();
          if (draining === held) draining = null;
        },
      };
    },
    info: () => current?.generation.info ?? null,
    refresh,
    close() {
      isClosed = true;
      clearInterval(timer);
      const last = current;
      current = null;
      if (last !== null) retire(last);
    },
  };
}
