// What people type is shown and never run, wherever it stands.
import assert from "node:assert/strict";
import { draftOf, openBrowser, settled, signedIn } from "./browser.mjs";

const url = process.argv[2];
const { draft } = await draftOf(url, "Checkout answers with errors again");
const PAYLOADS = [
  "<script>globalThis.ran = 1</script>",
  "<img src=x onerror=\"globalThis.ran = 2\">",
  "<svg onload=\"globalThis.ran = 3\"><script>globalThis.ran = 4</script></svg>",
  "[click](javascript:globalThis.ran=5) ![x](javascript:globalThis.ran=6) <javascript:globalThis.ran=7>",
  "<iframe srcdoc=\"<script>parent.ran = 8</script>\"></iframe><a href=\"data:text/html,<script>opener.ran=9</script>\">x</a>",
];
const all = PAYLOADS.join("\n\n");

async function ran(page) {
  for (const link of await page.getByRole("link", { name: "click" }).all()) {
    assert.doesNotMatch((await link.getAttribute("href")) ?? "", /javascript/i);
  }
  assert.equal(await page.evaluate(() => globalThis.ran), undefined);
  // The policy would have stopped it as well; here it was not needed.
  assert.deepEqual(page.failures.filter((failure) => /Content Security Policy/.test(failure)), []);
}

const browser = await openBrowser();
const mei = await signedIn(browser, url, "mei");
const answer = await mei.goto(`${url}/process`);
await mei.getByRole("heading", { level: 1 }).waitFor();
const policy = answer.headers()["content-security-policy"];
assert.match(policy, /script-src 'self';/);
await assert.rejects(mei.evaluate(() => new Promise((_, refused) => {
  const script = document.createElement("script");
  script.textContent = "globalThis.ran = 10";
  document.head.append(script);
  if (globalThis.ran === undefined) refused(new Error("not run"));
})), /not run/);
mei.failures.length = 0;

await mei.keyboard.press("c");
const dialog = mei.getByRole("dialog");
await dialog.getByLabel("What is happening?").fill(`${PAYLOADS[1]} ${PAYLOADS[0]}`);
await dialog.getByLabel("Summary").fill(all);
await dialog.getByRole("button", { name: "Declare" }).click();
await mei.getByRole("heading", { level: 1, name: /onerror/ }).waitFor();
await mei.getByLabel("What happened?").fill(all);
await mei.getByRole("button", { name: "Add" }).click();
await mei.getByRole("listitem").getByText("srcdoc").waitFor();
await ran(mei);

// A chat is shown message by message before anything of it becomes a fact.
await mei.getByRole("region", { name: "Chats" }).getByRole("button", { name: "Take in a chat" }).click();
const clock = new Date().toISOString().slice(11, 16);
await mei.getByLabel("Or what was copied").fill(PAYLOADS.map((payload) => `${clock} mei: rolled back ${payload}`).join("\n"));
await mei.getByRole("button", { name: "Look for facts" }).click();
const facts = mei.getByRole("dialog", { name: /Choose facts/ });
await facts.getByText("All", { exact: true }).click();
await facts.getByText(/srcdoc/).first().waitFor();
await ran(mei);
await facts.getByRole("button", { name: /^Make \d+ facts?/ }).click();
await facts.waitFor({ state: "detached" });
await mei.getByRole("listitem").getByText(/^rolled back.*srcdoc/).first().waitFor();
await ran(mei);
for (const path of ["/incidents", "/", "/deliveries"]) {
  await mei.goto(url + path);
  await settled(mei);
  await ran(mei);
}

await mei.goto(`${url}/postmortems/${draft}`);
await mei.getByRole("navigation", { name: "Sections" }).getByRole("button", { name: "What went well" }).click();
await mei.getByRole("textbox", { name: "What went well", exact: true }).click();
await mei.keyboard.press("ControlOrMeta+End");
await mei.keyboard.insertText(`\n\n${all}`);
await mei.getByText("Kept.", { exact: true }).waitFor();
await mei.getByRole("tab", { name: "Preview" }).click();
await mei.getByRole("tabpanel").getByText("click").waitFor();
await ran(mei);
await mei.getByLabel("Ask or add something").fill(`How did it come about that ${all}`);
await mei.getByRole("button", { name: "Comment" }).click();
await mei.getByText("How did it come about that").first().waitFor();
await ran(mei);
await mei.goto(`${url}/postmortems/${draft}/read`);
await mei.getByRole("heading", { level: 1 }).waitFor();
await ran(mei);
await mei.goto(`${url}/postmortems?q=srcdoc`);
await settled(mei);
await ran(mei);
console.log(`${PAYLOADS.length} payloads were shown and not run`);
await browser.close();
