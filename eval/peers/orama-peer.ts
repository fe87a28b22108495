import { create, insertMultiple, search } from '@orama/orama';
import { stemmer } from '@orama/stemmers/german';
import type { CollectionDocument } from '../dataset.ts';
import { indexedText, type Peer } from './peer.ts';

/** Orama with its German tokenizer and stemmer. */
export async function createOramaPeer(documents: readonly CollectionDocument[]): Promise<Peer> {
  const index = create({
    schema: { body: 'string' },
    components: { tokenizer: { language: 'german', stemming: true, stemmer } },
  });
  await insertMultiple(
    index,
    documents.map((document) => ({ id: document.id, body: indexedText(document) })),
  );
  return {
    name: 'Orama, German stems',
    async search(question, limit) {
      const { hits } = await search(index, { term: question, properties: ['body'], limit });
      return hits.map(({ id }) => id);
    },
  };
}
