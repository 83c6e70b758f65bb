import { useEffect, useState } from "react";

/**
 * Text that survives a reload until it has been sent.
 *
 * @param begin what it begins with where nothing was typed yet
 */
export function useDraft(key: string, begin = ""): [string, (text: string) => void] {
  const place = `manabi.draft.${key}`;
  const [text, setText] = useState(() => localStorage.getItem(place) ?? begin);
  useEffect(() => {
    if (text && text !== begin) localStorage.setItem(place, text);
    else localStorage.removeItem(place);
  }, [place, text, begin]);
  return [text, setText];
}
