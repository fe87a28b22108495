export interface Admission {
  /** Takes a place; null when all are taken. The returned function gives the place back, once. */
  enter(): (() => void) | null;
}

/** Counts what runs at once, so that an overload is refused at the door instead of slowing everybody. */
export function createAdmission(placesMax: number): Admission {
  let running = 0;
  return {
    enter: () => {
      if (running >= placesMax) return null;
      running += 1;
      let inside = true;
      return () => {
        if (inside) running -= 1;
        inside = false;
      };
    },
  };
}
