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
 * Keeps an arriving answer in view without ever scrolling its start away, also where the scroller itself grows or shrinks; the first scroll
 * of the person, by whatever means, ends it until the next answer. `scroller` must be the offset parent of the articles.
 */
export function createAnswerFollower(scroller: HTMLElement): AnswerFollower {
  let followed: { readonly question: HTMLElement; readonly answer: HTMLElement } | null = null;
  let expectedTop = 0;
  const maxTop = () => scroller.scrollHeight - scroller.clientHeight;
  const giveWayToPerson = () => {
    // Where less is left to scroll than before, the browser moves back by itself.
    if (Math.abs(scroller.scrollTop - Math.min(expectedTop, maxTop())) > ROUNDING_PX) followed = null;
  };
  const scrollToStart = () => {
    // Behind the information panel nothing has a place.
    if (followed === null || scroller.clientHeight === 0) return;
    const { question, answer } = followed;
    // The question stays in view, too, where it leaves the answer at least half of the room.
    const hasRoom = answer.offsetTop - question.offsetTop < scroller.clientHeight / 2;
    const start = Math.max(0, (hasRoom ? question : answer).offsetTop - ROOM_ABOVE_PX);
    scroller.scrollTop = Math.min(start, maxTop());
    expectedTop = scroller.scrollTop;
  };
  const grown = () => {
    // The event of a scroll comes later than the scroll.
    giveWayToPerson();
    scrollToStart();
  };
  scroller.addEventListener('scroll', giveWayToPerson);
  // The form below takes room away when it says that an answer is being made, and when the question in it gets longer.
  new ResizeObserver(grown).observe(scroller);
  return {
    follow(question, answer) {
      followed = { question, answer };
      scrollToStart();
    },
    grown,
    stop() {
      followed = null;
    },
  };
}
