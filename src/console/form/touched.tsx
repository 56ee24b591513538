import { useCallback, useEffect, useRef, useState } from 'react';
import { type FieldLocation, fieldOf } from './placement.ts';

export interface Touched {
  /** A person has been to this place. */
  readonly touch: (location: FieldLocation) => void;
  readonly isTouched: (location: FieldLocation) => boolean;
}

/**
 * Where a person has been. While the mouse is pressed nothing new is told: what a field says when it is left would move the
 * button away from under the mouse, and the click would be lost.
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
    // The click comes after the release, in the same turn.
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

/** Rows are come to one by one, the options of a field all at once. */
function keyOf(location: FieldLocation): FieldLocation {
  const field = fieldOf(location);
  return field === 'redirectUris' ? location : field;
}
