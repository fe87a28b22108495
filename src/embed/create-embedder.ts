import { isAbsolute, join } from 'node:path';
import { LumiError } from '../errors.ts';
import { packageRoot } from '../package-root.ts';
import type { Embedder } from './embedder.ts';
import { createStaticEmbedder } from './static-embedder.ts';
import { isStaticModel } from './static-model.ts';
import { createTransformersEmbedder } from './transformers-embedder.ts';

/** Setting that names the model in this package. */
export const BUNDLED_MODEL = 'bundled';

/** `name` or `owner/name`: nothing that could be read as a path or an address. */
const HUB_ID = /^(?:\w[\w.-]*\/)?\w[\w.-]*$/;

/**
 * The embedder that a setting names: `bundled`, the absolute path of a model folder, or the id of a model on the hub; only the last may
 * use the network. Throws `model_not_found`, `model_invalid`, and `config_invalid` where the setting is none of the three.
 */
export async function createEmbedder(setting: string): Promise<Embedder> {
  if (setting === BUNDLED_MODEL) return createStaticEmbedder(join(packageRoot(), 'model/lumi-embed'));
  if (isAbsolute(setting)) {
    return (await isStaticModel(setting))
      ? createStaticEmbedder(setting)
      : createTransformersEmbedder({ from: 'folder', folder: setting });
  }
  if (!HUB_ID.test(setting)) {
    throw new LumiError(
      'config_invalid',
      `The embedding model "${setting}" is neither "${BUNDLED_MODEL}" nor an absolute folder nor the id of a model on the hub.`,
    );
  }
  return createTransformersEmbedder({ from: 'hub', id: setting });
}
