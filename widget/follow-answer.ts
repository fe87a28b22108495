export interface AnswerFollower {
  /** Begins to follow an answer: its start comes into view, and stays there while it grows. */
  follow(question: HTMLElement, answer: HTMLElement): void;
  /** The answer has grown. */
  grown(): void;
  stop(): void;
}

/** Positions are rounded differently by zoom levels and screens. */
const ROUNDING_PX = 2;
/** Room kept above the start of what is followed. */
const ROOM_ABOVE_PX = 8;

/**
 * Keeps an arriving answer in view without ever scrolling its start away; the first scroll of the person, by whatever means, ends it until
 * the next answer. `scroller` must be the offset parent of the articles.
 */
export function createAnswerFollower(scroller: HTMLElement): AnswerFollower {
  let followed: { readonly question: HTMLElement; readonly answer: HTMLElement } | null = null;
  let expectedTop = 0;
  scroller.addEventListener('scroll', () => {
    if (Math.abs(scroller.scrollTop - expectedTop) > ROUNDING_PX) followed = null;
  });
  const grown = () => {
    if (followed === null) return;
    const { question, answer } = followed;
    // The question stays in view, too, where it leaves the answer at least half of the room.
    const hasRoom = answer.offsetTop - question.offsetTop < scroller.clientHeight / 2;
    const start = Math.max(0, (hasRoom ? question : answer).offsetTop - ROOM_ABOVE_PX);
    scroller.scrollTop = Math.min(start, scroller.scrollHeight - scroller.clientHeight);
    expectedTop = scroller.scrollTop;
  };
  return {
    follow(question, answer) {
      followed = { question, answer };
      grown();
    },
    grown,
    stop() {
      followed = null;
    },
  };
}
