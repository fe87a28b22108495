import { messageOf } from '../../src/index.ts';
import type { CollectionDocument } from '../dataset.ts';
import { createGramPeer, createWordPeer } from './bm25-peer.ts';
import { createFts5Peer } from './fts5-peer.ts';
import { createLangChainPeer } from './langchain-peer.ts';
import { createMiniSearchPeer } from './minisearch-peer.ts';
import { createOramaPeer } from './orama-peer.ts';
import type { Peer } from './peer.ts';

/** The peer that every other is compared with in pairs comes first. */
const FACTORIES: readonly ((documents: readonly CollectionDocument[]) => Peer | Promise<Peer>)[] = [
  createGramPeer,
  createWordPeer,
  createMiniSearchPeer,
  createOramaPeer,
  createFts5Peer,
  createLangChainPeer,
];

/** All peers over the documents. One that cannot be loaded here is left out, and said so on stderr. */
export async function createPeers(documents: readonly CollectionDocument[]): Promise<Peer[]> {
  const peers: Peer[] = [];
  for (const create of FACTORIES) {
    try {
      peers.push(await create(documents));
    } catch (error) {
      process.stderr.write(`left out (${create.name}): ${messageOf(error)}\n`);
    }
  }
  return peers;
}
