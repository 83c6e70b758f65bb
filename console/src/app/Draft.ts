import { useEffect, useState } from "react";

/** Text that survives a reload until it has been sent. */
export function useDraft(key: string): [string, (text: string) => void] {
  const place = `manabi.draft.${key}`;
  const [text, setText] = useState(() => localStorage.getItem(place) ?? "");
  useEffect(() => {
    if (text) localStorage.setItem(place, text);
    else localStorage.removeItem(place);
  }, [place, text]);
  return [text, setText];
}
