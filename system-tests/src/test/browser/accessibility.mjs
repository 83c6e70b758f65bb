// Every page in both themes and both languages is asked by axe; the scripts that the board loads are weighed.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { draftOf, openBrowser, settled, signedIn } from "./browser.mjs";

const url = process.argv[2];
const number = process.argv[3];
const { draft, incident } = await draftOf(url, "Search is slow");
const MOST_SCRIPT = 350_000;
const axe = readFileSync(new URL("./node_modules/axe-core/axe.min.js", import.meta.url), "utf8");
const PAGES = ["/", "/process", "/incidents", `/incidents/${incident}`, "/postmortems", `/postmortems/${number}`, `/postmortems/${draft}`, `/postmortems/${number}/read`, "/reviews", `/reviews/${number}`, "/action-items", "/meetings", "/trends", "/deliveries", "/preferences", "/reports", "/reports/weekly/preview", "/postmortem-of-the-month/2026-11", "/gaps", "/nowhere"];
/** What only whoever looks after the system may change. */
const SETTINGS = ["policy", "checklists", "templates", "causes", "catalog", "channels", "texts", "sources", "metrics"].map((part) => `/settings/${part}`);

const browser = await openBrowser();
const found = [];
for (const locale of ["en-GB", "ja-JP"]) {
  for (const colorScheme of ["light", "dark"]) {
    const pages = {};
    // The policy forbids what is not ours, so that axe is let in through the inspector.
    for (const [person, path] of [...PAGES.map((path) => ["mei", path]), ...SETTINGS.map((path) => ["hana", path])]) {
      const page = (pages[person] ??= await signedIn(browser, url, person, "/", { locale, colorScheme, bypassCSP: true }));
      await page.goto(url + path);
      await page.getByRole("heading", { level: 1 }).waitFor();
      await settled(page);
      await page.evaluate(axe);
      const { violations } = await page.evaluate(() => globalThis.axe.run(document, { resultTypes: ["violations"] }));
      for (const violation of violations) {
        found.push(`${path} ${locale} ${colorScheme}: ${violation.id} (${violation.impact}): ${violation.nodes.map((node) => `${node.html.slice(0, 160)} ${node.any[0]?.message ?? ""}`).slice(0, 2).join(" | ")}`);
      }
    }
    for (const page of Object.values(pages)) {
      assert.deepEqual(page.failures, []);
      await page.context().close();
    }
  }
}
assert.deepEqual(found, []);
console.log(`axe found nothing on ${PAGES.length + SETTINGS.length} pages in 2 themes and 2 languages`);

const cold = await (await browser.newContext()).newPage();
let bytes = 0;
const session = await cold.context().newCDPSession(cold);
await session.send("Network.enable");
const scripts = new Set();
session.on("Network.responseReceived", (event) => event.type === "Script" && scripts.add(event.requestId));
session.on("Network.loadingFinished", (event) => scripts.has(event.requestId) && (bytes += event.encodedDataLength));
await cold.goto(`${url}/process`);
await cold.locator("#as-mei").click();
await cold.getByRole("heading", { level: 1 }).waitFor();
await settled(cold);
console.log(`the board loads ${Math.round(bytes / 1000)} kB of scripts`);
assert.ok(bytes > 0 && bytes < MOST_SCRIPT, `${bytes} bytes of scripts`);
await browser.close();
