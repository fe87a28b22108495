import type { HttpBindings } from '@hono/node-server';
import type { AnswerFacts, GenerationFacts } from './event-log.ts';

/** What a request brings along beside the request itself, and what handlers leave for the log. */
export interface HttpEnv {
  /** Given by the server; absent where the app is called without one. */
  Bindings: Partial<HttpBindings> & {
    /** Whether the server is about to stop: it finishes what runs and takes nothing new. */
    readonly stopping?: () => boolean;
  };
  Variables: {
    facts?: AnswerFacts;
    /** Also where the answer was not waited for. */
    generationFacts?: GenerationFacts;
    /** Settles when a streamed response has ended; true = the client had everything. */
    streamed?: Promise<boolean>;
  };
}
