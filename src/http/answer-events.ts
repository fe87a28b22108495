import type { SSEMessage } from 'hono/streaming';
import type { StreamEvents } from './schemas.ts';
import type { StreamFormat } from './stream.ts';

/** The events of a streamed answer of `/v1/ask`, each with a name and with data as `streamEventSchemas` describes them. */
export const ANSWER_EVENTS: StreamFormat = {
  begin: () => [],
  event: (event) => {
    switch (event.type) {
      case 'status':
        return [named('status', { stage: event.stage })];
      case 'citations':
        return [named('citations', { citations: event.citations })];
      case 'sentence':
        return [named('sentence', event.sentence)];
      case 'notice':
        return [named('notice', event.notice)];
    }
  },
  done: (answer) => [named('done', answer)],
  failed: (problem) => [named('error', { problem })],
};

/** JSON has no line break of its own, so nothing in a text can begin another event. */
function named<Name extends keyof StreamEvents>(event: Name, data: StreamEvents[Name]): SSEMessage {
  return { event, data: JSON.stringify(data) };
}
