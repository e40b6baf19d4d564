/**
 * The door to the phone's own camera, behind which the page may be thrown out of memory. It opens only after the draft is on
 * the disk: the tap is held, the draft committed, and the camera asked for within the seconds that the tap counts. Storing
 * the draft ahead instead would keep a place and a moment from before the tap, and call a photo lost that nobody began.
 */

/** Keeps the draft; resolves once it is committed, or when the phone will not keep it. */
type Keep = () => Promise<void>;

/** Answers the taps on the file field. */
export function cameraDoor(keep: Keep): (event: Event, input: HTMLInputElement | undefined) => Promise<void> {
  let held = false;
  let kept = false;
  return async (event, input) => {
    // An old browser asks within the tap or not at all. So does one that thought we took too long: its draft is kept by now.
    if (kept || !input?.showPicker) {
      kept = false;
      void keep();
      return;
    }
    event.preventDefault();
    if (held) return;
    held = true;
    await keep();
    held = false;
    try {
      // Not click(): Safari takes that for a tap only during the tap itself.
      input.showPicker();
    } catch {
      kept = true;
    }
  };
}
