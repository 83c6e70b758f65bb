// Reads the history of a postmortem, applies to a section's text what each event says that was changed, one by one from
// nothing, and compares what comes out with what the service says that the text was. Prints one JSON object.
// TOKEN=… node replay.mjs <address of the postmortem> <section> <version,version,…>

import { ChangeSet, Text } from "@codemirror/state";

const PAGE = 200;

const [address, section, versions] = process.argv.slice(2);
const wanted = versions.split(",").map(Number);

async function get(path) {
  const answer = await fetch(address + path, { headers: { Authorization: `Bearer ${process.env.TOKEN}` } });
  if (!answer.ok) {
    throw new Error(`${path} answered ${answer.status}: ${await answer.text()}`);
  }
  return answer.json();
}

async function* history() {
  let cursor = null;
  do {
    const page = await get(`/history?limit=${PAGE}${cursor ? `&cursor=${encodeURIComponent(cursor)}` : ""}`);
    yield* page.items;
    cursor = page.next;
  } while (cursor);
}

const replayed = new Map();
let text = Text.empty;
let events = 0;
for await (const { version, data } of history()) {
  events++;
  if (data.sections) {
    text = Text.of(data.sections.find(({ key }) => key === section).text.split("\n"));
  } else if (data.key === section && data.updates) {
    data.updates.forEach(({ changes }) => (text = ChangeSet.fromJSON(changes).apply(text)));
  } else {
    throw new Error(`Version ${version} is not expected here: ${JSON.stringify(data)}`);
  }
  if (wanted.includes(version)) {
    replayed.set(version, text.sliceString(0, undefined, "\n"));
  }
}

const millis = [];
const differing = [];
for (const version of wanted) {
  const begun = performance.now();
  const { sections } = await get(`/text?version=${version}`);
  millis.push(performance.now() - begun);
  if (sections.find(({ key }) => key === section).text !== replayed.get(version)) {
    differing.push(version);
  }
}
console.log(JSON.stringify({ events, characters: text.length, millis, differing }));
