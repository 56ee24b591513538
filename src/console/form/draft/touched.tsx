import { useCallback, useEffect, useRef, useState } from 'react';
import { type FieldLocation, fieldOf } from './placement.ts';

export interface Touched {
  /** The person has visited this location. */
  readonly touch: (location: FieldLocation) => void;
  readonly isTouched: (location: FieldLocation) => boolean;
}

/**
 * The visited locations. While the mouse is pressed no location is added: a message that appears when a field is left would
 * move the button away from the pointer, and the click would be lost.
 */
export function useTouched(): Touched {
  const [touched, setTouched] = useState<ReadonlySet<FieldLocation>>(new Set());
  const isPressed = useRef(false);
  const waiting = useRef<readonly FieldLocation[]>([]);
  const tell = useCallback(() => {
    const locations = waiting.current.flatMap((location) => [location, fieldOf(location)]);
    waiting.current = [];
    if (locations.length > 0) setTouched((before) => new Set([...before, ...locations]));
  }, []);
  useEffect(() => {
    const press = () => {
      isPressed.current = true;
    };
    // The click event follows the release in the same turn.
    const release = () => {
      isPressed.current = false;
      setTimeout(tell);
    };
    addEventListener('pointerdown', press, { capture: true });
    addEventListener('pointerup', release, { capture: true });
    addEventListener('pointercancel', release, { capture: true });
    return () => {
      removeEventListener('pointerdown', press, { capture: true });
      removeEventListener('pointerup', release, { capture: true });
      removeEventListener('pointercancel', release, { capture: true });
    };
  }, [tell]);
  return {
    touch: (location) => {
      waiting.current = [...waiting.current, location];
      if (!isPressed.current) tell();
    },
    isTouched: (location) => touched.has(keyOf(location)),
  };
}

/** Rows are visited one by one, the options of a field all at once. */
function keyOf(location: FieldLocation): FieldLocation {
  const field = fieldOf(location);
  return field === 'redirectUris' ? location : field;
}
