import { useQueryClient } from "@tanstack/react-query";
import { EventSourceParserStream } from "eventsource-parser/stream";
import { useEffect } from "react";
import { accessToken } from "./session";

const FIRST_PAUSE = 1_000;
const LONGEST_PAUSE = 30_000;
/** Several changes at once are read once. */
const GATHER = 150;

/**
 * Reads again what changes, as long as the page is shown. After a lost connection it goes on where it was.
 *
 * @param path of a stream of server-sent events
 * @param keys what is read again
 */
export function useChanges(path: string, ...keys: readonly string[]): void {
  const queries = useQueryClient();
  const all = keys.join(" ");
  useEffect(() => {
    const stopped = new AbortController();
    let gathering: ReturnType<typeof setTimeout> | undefined;
    const tell = () => {
      gathering ??= setTimeout(() => {
        gathering = undefined;
        for (const key of all.split(" ")) void queries.invalidateQueries({ queryKey: [key] });
      }, GATHER);
    };
    void listen(path, stopped.signal, tell);
    return () => {
      clearTimeout(gathering);
      stopped.abort();
    };
  }, [path, all, queries]);
}

async function listen(path: string, stopped: AbortSignal, tell: () => void): Promise<void> {
  let last = "";
  for (let pause = FIRST_PAUSE; !stopped.aborted; pause = Math.min(2 * pause, LONGEST_PAUSE)) {
    try {
      const answer = await fetch(path, {
        headers: { Accept: "text/event-stream", Authorization: `Bearer ${await accessToken()}`, ...(last ? { "Last-Event-ID": last } : {}) },
        signal: stopped,
      });
      if (answer.ok && answer.body) {
        pause = FIRST_PAUSE;
        // What changed between the reading and the listening, or while nobody listened.
        tell();
        const events = answer.body.pipeThrough(new TextDecoderStream() as ReadableWritablePair<string, Uint8Array<ArrayBuffer>>).pipeThrough(new EventSourceParserStream());
        for (const reader = events.getReader(); ; ) {
          const { done, value } = await reader.read();
          if (done) break;
          last = value.id ?? last;
          tell();
        }
      }
    } catch {
      // The connection was lost; it is tried again below.
    }
    await new Promise((later) => setTimeout(later, pause));
  }
}
