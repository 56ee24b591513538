import { useCallback, useEffect, useRef, useState } from 'react';
import { fieldOf, type Place } from './placement.ts';

export interface Touched {
  /** A person has been to this place. */
  readonly touch: (place: Place) => void;
  readonly isTouched: (place: Place) => boolean;
}

/**
 * Where a person has been. While the mouse is pressed nothing new is told: what a field says when it is left would move the
 * button away from under the mouse, and the click would be lost.
 */
export function useTouched(): Touched {
  const [touched, setTouched] = useState<ReadonlySet<Place>>(new Set());
  const isPressed = useRef(false);
  const waiting = useRef<readonly Place[]>([]);
  const tell = useCallback(() => {
    const places = waiting.current.flatMap((place) => [place, fieldOf(place)]);
    waiting.current = [];
    if (places.length > 0) setTouched((before) => new Set([...before, ...places]));
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
    touch: (place) => {
      waiting.current = [...waiting.current, place];
      if (!isPressed.current) tell();
    },
    isTouched: (place) => touched.has(keyOf(place)),
  };
}

/** Rows are come to one by one, the options of a field all at once. */
function keyOf(place: Place): Place {
  const field = fieldOf(place);
  return field === 'redirectUris' ? place : field;
}
