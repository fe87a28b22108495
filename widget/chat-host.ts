export type ChatState = 'loading' | 'ready' | 'waiting' | 'answering' | 'error';

/** What the chat needs of the element it is in. */
export interface ChatHost {
  /** Where the service is; null where the page names no address of the web. */
  readonly api: () => URL | null;
  readonly isClosable: () => boolean;
  readonly close: () => void;
  readonly onState: (state: ChatState) => void;
  /** The texts or their language have changed. */
  readonly onFrame: () => void;
  readonly emit: (name: 'lumi-answer' | 'lumi-error' | 'lumi-feedback', detail: object) => void;
}
